import type { EventDetails } from '@foyer/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { foyer } from '../../client/foyer.ts';

/** Asks now and then until the sizes of a picture that was just set are made. */
export function useComingSizes(event: EventDetails, onChanged: (event: EventDetails) => void): void {
  const isComing = event.image !== null && event.image.variants.length === 0;
  const { data } = useQuery({
    queryKey: ['events', 'coming-sizes', event.id],
    queryFn: () => foyer.events.get({ eventId: event.id }),
    enabled: isComing,
    refetchInterval: 1_500,
    gcTime: 0,
  });
  useEffect(() => {
    if (isComing && data?.image && data.image.variants.length > 0) onChanged(data);
  }, [isComing, data, onChanged]);
}

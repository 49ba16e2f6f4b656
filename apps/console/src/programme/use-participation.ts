import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { notifyDone } from '../shell/notify.tsx';

export function useJoin(eventId: string) {
  const queryClient = useQueryClient();
  const { t } = useTranslation(['programme', 'tickets']);
  return useMutation({
    mutationFn: () => foyer.participations.join({ eventId }),
    onSuccess: ({ state }) => {
      if (state === 'requested') return notifyDone(t('tickets:requestedNow'), eventId);
      notifyDone(t(state === 'going' ? 'joinedNow' : 'waitlistedNow'), eventId);
    },
    // A refusal is news about the event too: somebody else took the seat.
    onSettled: () => askAgain(queryClient),
  });
}

/** Saying yes or no to an invitation, or to a seat on offer. */
export function useAnswer(eventId: string) {
  const queryClient = useQueryClient();
  const { t } = useTranslation(['programme', 'tickets']);
  const onSettled = () => askAgain(queryClient);
  const accept = useMutation({
    mutationFn: () => foyer.participations.accept({ eventId }),
    onSuccess: ({ state }) => notifyDone(t(state === 'going' ? 'joinedNow' : 'waitlistedNow'), eventId),
    onSettled,
  });
  const decline = useMutation({
    mutationFn: () => foyer.participations.decline({ eventId }),
    onSuccess: () => notifyDone(t('tickets:declinedNow'), eventId),
    onSettled,
  });
  return { accept, decline };
}

export function useLeave(eventId: string) {
  const queryClient = useQueryClient();
  const { t } = useTranslation('programme');
  return useMutation({
    mutationFn: () => foyer.participations.leave({ eventId }),
    onSuccess: () => notifyDone(t('leftNow'), eventId),
    onSettled: () => askAgain(queryClient),
  });
}

async function askAgain(queryClient: QueryClient): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['events'] }),
    queryClient.invalidateQueries({ queryKey: ['participations'] }),
  ]);
}

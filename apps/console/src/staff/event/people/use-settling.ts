import type { ParticipationChanges, SkipReason } from '@foyer/client';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import { useFaultText } from '../../../shell/fault-text.ts';
import { notifyDone, notifyFailed } from '../../../shell/notify.tsx';

/** As many as one call takes. */
const AT_ONCE = 200;

const skipTexts = {
  unknown: 'skippedUnknown',
  'wrong-state': 'skippedState',
  full: 'skippedFull',
  over: 'skippedOver',
  blacklisted: 'skippedBlacklisted',
} as const satisfies Record<SkipReason, string>;

/** Letting people in or turning them away, one or many, and saying what was not done and why. */
export function useSettling(onDone?: () => void) {
  const { t } = useTranslation('attendees');
  const queryClient = useQueryClient();
  const faultText = useFaultText();
  const tell = (changes: ParticipationChanges, done: 'approved' | 'rejected') => {
    if (changes.changed.length > 0) notifyDone(t(done, { count: changes.changed.length }));
    const reasons = [...Map.groupBy(changes.skipped, ({ reason }) => reason)];
    if (reasons.length > 0)
      notifyFailed(
        t('skipped', {
          reasons: reasons.map(([reason, all]) => t(skipTexts[reason], { count: all.length })).join('; '),
        }),
      );
    onDone?.();
  };
  const onSettled = () => askForPeople(queryClient);
  const approve = useMutation({
    mutationFn: (ids: string[]) =>
      inPieces(ids, (participationIds) => foyer.participations.approve({ participationIds })),
    onSuccess: (changes) => tell(changes, 'approved'),
    onError: (error) => notifyFailed(faultText(error)),
    onSettled,
  });
  const reject = useMutation({
    mutationFn: ({ ids, reason }: { ids: string[]; reason: string | undefined }) =>
      inPieces(ids, (participationIds) => foyer.participations.reject({ participationIds, reason })),
    onSuccess: (changes) => tell(changes, 'rejected'),
    onSettled,
  });
  return { approve, reject };
}

/** What has changed for one person may have moved others up. */
export async function askForPeople(queryClient: QueryClient): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['participations'] }),
    queryClient.invalidateQueries({ queryKey: ['events'] }),
  ]);
}

async function inPieces(
  ids: string[],
  settle: (ids: string[]) => Promise<ParticipationChanges>,
): Promise<ParticipationChanges> {
  const all: ParticipationChanges = { changed: [], skipped: [] };
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const { changed, skipped } = await settle(ids.slice(first, first + AT_ONCE));
    all.changed.push(...changed);
    all.skipped.push(...skipped);
  }
  return all;
}

import type { MyParticipation } from '@foyer/client';

const groups = ['groupAnswer', 'groupComing', 'groupWaiting', 'groupPast'] as const;
type Group = (typeof groups)[number];

/** What one is asked first, then where one goes, then where one waits; what is over or lost comes last. */
function groupOf({ state, eventStatus, startsAt }: MyParticipation, now: Date): Group {
  const isOver = startsAt <= now || eventStatus === 'cancelled' || eventStatus === 'archived';
  if (isOver || state === 'rejected') return 'groupPast';
  if (state === 'invited' || state === 'offered') return 'groupAnswer';
  return state === 'waitlisted' || state === 'requested' ? 'groupWaiting' : 'groupComing';
}

/** In each group what is nearest stands first. */
export function grouped(items: MyParticipation[], now: Date): [Group, MyParticipation[]][] {
  const byGroup = Map.groupBy(items, (item) => groupOf(item, now));
  return groups.flatMap((group) => {
    const own = byGroup.get(group);
    if (own === undefined) return [];
    const latestFirst = own.toSorted((a, b) => b.startsAt.getTime() - a.startsAt.getTime());
    return [[group, group === 'groupPast' ? latestFirst : latestFirst.toReversed()]];
  });
}

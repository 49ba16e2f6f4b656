import type { ParticipationState } from '@foyer/client';
import { states } from '../states.ts';

/** Which people are shown; it stands in the address of the page. */
export type PeopleFilter = {
  search?: string | undefined;
  state?: ParticipationState | undefined;
  checkedIn?: 'yes' | 'no' | undefined;
};

export function peopleFilter({ search, state, checkedIn }: Record<string, unknown>): PeopleFilter {
  const known = states.find((one) => one === state);
  return {
    ...(typeof search === 'string' && search !== '' && { search: search.slice(0, 100) }),
    ...(known && { state: known }),
    ...((checkedIn === 'yes' || checkedIn === 'no') && { checkedIn }),
  };
}

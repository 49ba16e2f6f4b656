import type { SearchEventsInput } from '@foyer/client';

/** What the programme is narrowed down to; it stands in the address, so that it can be kept and sent on. */
export type EventFilters = {
  when?: 'past' | undefined;
  /** Words to search for. */
  q?: string | undefined;
  place?: string | undefined;
  /** Days as `2027-03-14`, both included, as the visitor's calendar has them. */
  from?: string | undefined;
  until?: string | undefined;
  free?: true | undefined;
};

const text = (value: unknown, most: number) =>
  typeof value === 'string' && value.trim() !== '' ? value.slice(0, most) : undefined;
const day = (value: unknown) =>
  typeof value === 'string' && !Number.isNaN(midnightOf(value).getTime()) ? value : undefined;

/** The filters in an address; what is none is left out. Numbers are words too, and a router reads them as numbers. */
export function readEventFilters(search: Record<string, unknown>): EventFilters {
  const filters: EventFilters = {
    when: search.when === 'past' ? 'past' : undefined,
    q: text(typeof search.q === 'number' ? String(search.q) : search.q, 200),
    place: text(search.place, 100),
    from: day(search.from),
    until: day(search.until),
    free: search.free === true || search.free === 1 ? true : undefined,
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

export function isFiltered({ q, place, from, until, free }: EventFilters): boolean {
  return [q, place, from, until, free].some((filter) => filter !== undefined);
}

/** The same as the API takes them; a place of less than three letters is not typed to its end. */
export function filtersOf({
  when,
  place,
  from,
  until,
  free,
}: EventFilters): Omit<SearchEventsInput, 'query'> {
  const wanted = place?.trim() ?? '';
  return {
    when: when ?? 'upcoming',
    ...(wanted.length >= 3 && { place: wanted }),
    ...(from !== undefined && { from: midnightOf(from) }),
    ...(until !== undefined && { until: midnightOf(until, 1) }),
    ...(free && { seats: 'free' as const }),
  };
}

/** Midnight by the visitor's own clock, at the beginning of a day or so many days later. */
function midnightOf(date: string, daysLater = 0): Date {
  const [year = Number.NaN, month = Number.NaN, ofMonth = Number.NaN] = date.split('-').map(Number);
  const midnight = new Date(year, month - 1, ofMonth + daysLater);
  return year >= 1971 && year <= 9000 ? midnight : new Date(Number.NaN);
}

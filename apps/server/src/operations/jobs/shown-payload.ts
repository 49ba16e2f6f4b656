/** What can hold no secret and no address: ids, numbers, truths, instants. */
const HARMLESS_TEXT =
  /^([0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?)$/i;
const LONGEST = 4_000;

/** A payload as people may read it. What may be said of a text is not known here, so none is shown. */
export function shownPayload(payload: unknown): string {
  return JSON.stringify(harmless(payload), null, 2).slice(0, LONGEST);
}

function harmless(value: unknown): unknown {
  if (typeof value === 'string') return HARMLESS_TEXT.test(value) ? value : '…';
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, harmless(inside)]));
  return value ?? null;
}

/** What there is to choose from: browsers leave out UTC, and may not list a zone that was chosen elsewhere. */
export function timeZones(chosen = ''): string[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen]);
  zones.delete('');
  return [...zones].sort();
}

/**
 * What somebody has pasted, as the file that the API reads: one person in each line, whatever stood between them. A
 * name before an address in angle brackets, as mail programs write it, is a column of its own.
 */
export function csvOfTyped(typed: string): string {
  return peopleIn(typed)
    .map(({ address, name }) => (name === '' ? address : `"${name.replaceAll('"', '""')}",${address}`))
    .join('\n');
}

function peopleIn(typed: string): { address: string; name: string }[] {
  return typed
    .split(/[\r\n;,]+/)
    .flatMap(partsOf)
    .filter(({ address }) => address !== '');
}

function partsOf(part: string): { address: string; name: string }[] {
  const named = /^(?<name>[^<]*)<(?<address>[^>]*)>\s*$/.exec(part);
  if (named?.groups) {
    const { name = '', address = '' } = named.groups;
    return [{ address: address.trim(), name: name.trim().replace(/^"(.*)"$/, '$1') }];
  }
  // Addresses have no spaces in them; what has none is for the API to complain about, as it stands.
  const words = part.trim().split(/\s+/);
  return words.every((word) => word.includes('@'))
    ? words.map((address) => ({ address, name: '' }))
    : [{ address: part.trim(), name: '' }];
}

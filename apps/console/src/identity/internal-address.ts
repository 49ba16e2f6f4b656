/** Where to go on after signing in: an address of this site. A link must not be able to lead elsewhere. */
export function internalAddress(next: string | undefined, origin = window.location.origin): string {
  if (next === undefined || !URL.canParse(next, origin)) return '/';
  const url = new URL(next, origin);
  // `/.//elsewhere` is of this origin, and its path alone would be an address of another.
  const isInternal = url.origin === origin && !url.pathname.startsWith('//');
  return isInternal ? `${url.pathname}${url.search}` : '/';
}

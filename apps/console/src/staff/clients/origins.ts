/** The first that is no origin as browsers send it: a path or a slash at its end would never match. */
export function strangeOrigin(origins: readonly string[]): string | undefined {
  return origins.find((text) => !isOrigin(text));
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

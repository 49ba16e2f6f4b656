const shared = new WeakSet<object>();

/** Marks what several answers are or have a part of, and which never changes again: its text is written once for all of them. */
export function shareText<Part extends object>(part: Part): Readonly<Part> {
  shared.add(part);
  return Object.freeze(part);
}

export function isTextShared(part: object): boolean {
  return shared.has(part);
}

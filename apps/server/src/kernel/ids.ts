import { v7 } from 'uuid';

/** A UUIDv7: made here, so that both databases can make rows without meeting, and sorted by time. */
export function newId(): string {
  return v7();
}

/** Whether a text has the form of an id; anything else could not be asked of the database. */
export function isId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

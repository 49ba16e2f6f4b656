import { v7 } from 'uuid';

/** A UUIDv7: made here, so that both databases can make rows without meeting, and sorted by time. */
export function newId(): string {
  return v7();
}

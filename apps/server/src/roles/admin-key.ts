import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether this `Authorization` header shows the key of the machine. */
export function isAdminKey(header: string | undefined, key: string): boolean {
  return timingSafeEqual(hashOf(header ?? ''), hashOf(`Bearer ${key}`));
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

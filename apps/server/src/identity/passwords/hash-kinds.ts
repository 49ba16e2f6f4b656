/** What every hash that is made here begins with, and none that was made otherwise. */
export const OWN_KIND = '$argon2id$v=19$m=19456,t=2,p=1$';

/** Whether a hash was made by another system, or by an earlier version of this one. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(OWN_KIND);
}

export function isBcrypt(hash: string): boolean {
  return /^\$2[aby]\$/.test(hash);
}

import { codeOf } from '../client/faults.ts';

/** Whether a ceremony ended because the person, or the page, wanted it to. */
export function isCalledOff(error: unknown): boolean {
  return ['PASSKEY_CANCELLED', 'ABORTED'].includes(codeOf(error));
}

/** Whether it is about the passkey that was shown. Anything else that ends the waiting for one is not worth a word. */
export function isAboutPasskey(error: unknown): boolean {
  return ['PASSKEY_UNKNOWN', 'PASSKEY_REFUSED', 'CEREMONY_OVER', 'ACCOUNT_DISABLED'].includes(codeOf(error));
}

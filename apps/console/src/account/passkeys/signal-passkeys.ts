import { signalAcceptedPasskeys } from '@foyer/client/passkeys';
import { foyer } from '../../client/foyer.ts';

/** Tells the browser which passkeys it may still offer, and under which name and address. */
export function signalPasskeys(): void {
  // A browser that was not told offers a passkey too many or shows a former name, which is no reason to complain.
  void signalAcceptedPasskeys(foyer).catch(() => undefined);
}

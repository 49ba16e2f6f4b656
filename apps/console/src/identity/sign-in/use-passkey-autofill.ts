import type { SignInOutcome } from '@foyer/client';
import { isAutofillSupported, signInWithPasskey } from '@foyer/client/passkeys';
import { useEffect, useRef, useState } from 'react';
import { foyer } from '../../client/foyer.ts';
import { isAboutPasskey } from '../passkey-faults.ts';

/** As long as the page is open, the browser offers passkeys where the address is typed. */
export function usePasskeyAutofill(onShown: (outcome: SignInOutcome) => Promise<void>) {
  const [offers, setOffers] = useState(1);
  const [fault, setFault] = useState<unknown>(null);
  const newest = useRef(onShown);
  useEffect(() => {
    newest.current = onShown;
  });
  useEffect(() => {
    // A new number of offers is a new offer.
    if (offers === 0) return;
    const leaving = new AbortController();
    offer(leaving.signal)
      .then((outcome) => outcome && newest.current(outcome))
      // Nobody has asked for anything yet: only what is wrong with a passkey that was picked is worth a word.
      .catch((error) => isAboutPasskey(error) && setFault(error));
    return () => leaving.abort();
  }, [offers]);
  return {
    fault,
    forgetFault: () => setFault(null),
    offerAgain: () => setOffers((count) => count + 1),
  };
}

async function offer(signal: AbortSignal): Promise<SignInOutcome | undefined> {
  if (!(await isAutofillSupported()) || signal.aborted) return undefined;
  return signInWithPasskey(foyer, { autofill: true, signal });
}

import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { platform, type Signal } from '../platform.ts';
import { faultOf, passkeyFault } from './passkey-fault.ts';

/** A browser runs one ceremony at a time: the newest one counts, and ends whichever was before it. */
let newest = 0;

/** Runs one ceremony of the browser, which `signal` gives up. Its errors become faults. */
export async function inCeremony<Response>(
  given: { signal: Signal | undefined; lifetimeMs?: undefined },
  run: () => Promise<Response>,
): Promise<Response>;
/** Answers undefined when nothing has come of it after so many milliseconds. */
export async function inCeremony<Response>(
  given: { signal: Signal | undefined; lifetimeMs: number | undefined },
  run: () => Promise<Response>,
): Promise<Response | undefined>;
export async function inCeremony<Response>(
  given: { signal: Signal | undefined; lifetimeMs?: number | undefined },
  run: () => Promise<Response>,
): Promise<Response | undefined> {
  const { signal, lifetimeMs } = given;
  if (!browserSupportsWebAuthn()) throw passkeyFault('PASSKEY_UNSUPPORTED');
  if (signal?.aborted) throw passkeyFault('ABORTED', signal.reason);
  newest += 1;
  const mine = newest;
  const stop = () => {
    if (mine === newest) WebAuthnAbortService.cancelCeremony();
  };
  const giveUp = () => {
    stop();
    // With autofill the ceremony begins only after the browser was asked this: it may be about to begin.
    void browserSupportsWebAuthnAutofill().then(stop, stop);
  };
  let isOver = false;
  const timer =
    lifetimeMs === undefined
      ? undefined
      : platform.setTimeout(() => {
          isOver = true;
          stop();
        }, lifetimeMs);
  signal?.addEventListener('abort', giveUp);
  try {
    return await run();
  } catch (error) {
    if (isOver && mine === newest && !signal?.aborted) return undefined;
    throw faultOf(error);
  } finally {
    platform.clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

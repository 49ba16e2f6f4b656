import { useAccount } from '../identity/account.query.ts';
import { isTimeZone } from './wall-clock.ts';

export const deviceTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone that the account asks for, else that of this device; also where this browser does not know the zone. */
export function useOwnTimeZone(): string {
  const chosen = useAccount()?.timeZone ?? null;
  return chosen !== null && isTimeZone(chosen) ? chosen : deviceTimeZone;
}

import { retryAfterSecondsOf } from '../client/faults.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { Notice } from '../shell/notice.tsx';
import { isCalledOff } from './passkey-faults.ts';

/** Why something was refused, in words; nothing where nothing was. A wait is no misfortune, and looks like none. */
export function FaultNotice({ fault }: { fault: unknown }) {
  const faultText = useFaultText();
  if (fault === null || fault === undefined) return null;
  const isCalm = retryAfterSecondsOf(fault) !== undefined || isCalledOff(fault);
  return (
    <Notice tone={isCalm ? 'wait' : 'bad'} role="alert">
      {faultText(fault)}
    </Notice>
  );
}

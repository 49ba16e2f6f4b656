import { codeOf } from '../client/faults.ts';
import { useFaultText } from './fault-text.ts';
import { useFieldTexts } from './field-texts.ts';
import { Notice } from './notice.tsx';

/** Why a form was refused, with what is wrong with single fields: for where not all of them say it by themselves. */
export function RefusalNotice({ fault }: { fault: unknown }) {
  const faultText = useFaultText();
  const fieldTexts = useFieldTexts();
  if (fault === null) return null;
  // The words of a field that nobody sees do not say whose they are.
  const isOnlyOfFields = codeOf(fault) === 'BAD_INPUT';
  const details = Object.entries(fieldTexts(fault)).map(([path, text]) =>
    isOnlyOfFields && path !== '' ? `${text} (${path})` : text,
  );
  return (
    <Notice tone="bad" role="alert">
      {[faultText(fault), ...details].join(' ')}
    </Notice>
  );
}

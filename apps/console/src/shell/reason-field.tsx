import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const LONGEST = 500;

type Reason = {
  /** What was typed, without the spaces around it. */
  text: string;
  /** Says whether there is one, and marks the field where there is none. */
  isGiven: () => boolean;
  clear: () => void;
  field: { value: string; onChange: (typed: string) => void; isMissing: boolean };
};

/** Why somebody does something, for those who read it later. */
export function useReason(): Reason {
  const [value, setValue] = useState('');
  const [isTried, setTried] = useState(false);
  const text = value.trim();
  return {
    text,
    isGiven() {
      setTried(true);
      return text !== '';
    },
    clear() {
      setValue('');
      setTried(false);
    },
    field: { value, onChange: setValue, isMissing: isTried && text === '' },
  };
}

type ReasonFieldProps = Reason['field'] & {
  /** Who will read it. */
  hint?: string | undefined;
  isOptional?: boolean;
  /** What the API said about it. */
  refused?: string | undefined;
  /** Whether a dialog begins with it. */
  isFirst?: boolean;
};

export function ReasonField(props: ReasonFieldProps) {
  const { hint, isMissing, isOptional = false, isFirst = false, onChange } = props;
  const { t } = useTranslation();
  return (
    <TextInput
      label={isOptional ? t('reasonOptional') : t('reason')}
      description={hint}
      autoComplete="off"
      maxLength={LONGEST}
      value={props.value}
      onChange={(change) => onChange(change.currentTarget.value)}
      error={!isOptional && isMissing ? t('reasonMissing') : props.refused}
      required={!isOptional}
      withAsterisk={false}
      data-autofocus={isFirst || undefined}
    />
  );
}

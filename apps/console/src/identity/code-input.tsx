import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './code-input.module.css';

type CodeInputProps = {
  /** Eight digits that were mailed or sent, or the six of an authenticator app. */
  kind?: 'mailed-code' | 'app-code';
  value: string;
  onChange: (code: string) => void;
  error?: string | undefined;
};

const looks = {
  'mailed-code': { label: 'code', digits: 8, placeholder: '0000 0000' },
  'app-code': { label: 'appCode', digits: 6, placeholder: '000 000' },
} as const;

/** One field for all digits: phones fill it from the mail, and a paste may hold spaces and dashes. */
export function CodeInput({ kind = 'mailed-code', value, onChange, error }: CodeInputProps) {
  const { t } = useTranslation('identity');
  const { label, digits, placeholder } = looks[kind];
  return (
    <TextInput
      label={t(label)}
      name="code"
      value={inTwo(value, digits / 2)}
      onChange={(change) => onChange(change.currentTarget.value.replace(/\D/g, '').slice(0, digits))}
      error={error}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
      placeholder={placeholder}
      required
      withAsterisk={false}
      size="lg"
      classNames={{ input: classes.input }}
      data-autofocus
      autoFocus
    />
  );
}

function inTwo(digits: string, half: number): string {
  return digits.length > half ? `${digits.slice(0, half)} ${digits.slice(half)}` : digits;
}

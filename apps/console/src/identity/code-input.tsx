import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './code-input.module.css';

type CodeInputProps = {
  value: string;
  onChange: (code: string) => void;
  error?: string | undefined;
};

/** One field for all eight digits: phones fill it from the mail, and a paste may hold spaces and dashes. */
export function CodeInput({ value, onChange, error }: CodeInputProps) {
  const { t } = useTranslation('identity');
  return (
    <TextInput
      label={t('code')}
      name="code"
      value={shown(value)}
      onChange={(change) => onChange(digitsOf(change.currentTarget.value))}
      error={error}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
      placeholder="0000 0000"
      required
      withAsterisk={false}
      size="lg"
      classNames={{ input: classes.input }}
      data-autofocus
      autoFocus
    />
  );
}

function digitsOf(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, 8);
}

function shown(digits: string): string {
  return digits.length > 4 ? `${digits.slice(0, 4)} ${digits.slice(4)}` : digits;
}

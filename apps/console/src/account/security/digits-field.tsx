import { TextInput } from '@mantine/core';
import classes from './digits-field.module.css';

type DigitsFieldProps = {
  label: string;
  description?: string;
  /** How many there are: six or eight. */
  length: number;
  value: string;
  onChange: (digits: string) => void;
  error?: string | undefined;
};

/** One field for all digits of a code; a paste may hold spaces and dashes. */
export function DigitsField({ label, description, length, value, onChange, error }: DigitsFieldProps) {
  return (
    <TextInput
      label={label}
      description={description}
      value={inHalves(value, length / 2)}
      onChange={(change) => onChange(change.currentTarget.value.replace(/\D/g, '').slice(0, length))}
      error={error}
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      required
      withAsterisk={false}
      size="md"
      classNames={{ input: classes.input }}
    />
  );
}

function inHalves(digits: string, half: number): string {
  return digits.length > half ? `${digits.slice(0, half)} ${digits.slice(half)}` : digits;
}

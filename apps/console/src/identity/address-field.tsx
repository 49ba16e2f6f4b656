import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type AddressFieldProps = {
  /** `username webauthn` lets the browser offer passkeys right there. */
  autoComplete: 'email' | 'username webauthn';
  value: string;
  onChange: (address: string) => void;
  error?: string | undefined;
};

export function AddressField({ autoComplete, value, onChange, error }: AddressFieldProps) {
  const { t } = useTranslation('identity');
  return (
    <TextInput
      label={t('address')}
      name="email"
      type="email"
      inputMode="email"
      autoComplete={autoComplete}
      autoCapitalize="off"
      spellCheck={false}
      required
      withAsterisk={false}
      size="md"
      value={value}
      onChange={(change) => onChange(change.currentTarget.value)}
      error={error}
    />
  );
}

import { PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

type PasswordFieldProps = {
  label: string;
  description?: ReactNode;
  autoComplete: 'current-password' | 'new-password';
  autoFocus?: boolean;
  value: string;
  onChange: (password: string) => void;
  error?: string | undefined;
};

/** A password, which can be looked at while it is typed. Nothing is kept from being pasted. */
export function PasswordField({ value, onChange, autoFocus = false, ...field }: PasswordFieldProps) {
  const { t } = useTranslation('identity');
  const [isShown, setIsShown] = useState(false);
  return (
    <PasswordInput
      {...field}
      name="password"
      value={value}
      onChange={(change) => onChange(change.currentTarget.value)}
      // Mantine marks its frame alone as wrong, not the field.
      aria-invalid={field.error === undefined ? undefined : true}
      visible={isShown}
      onVisibilityChange={setIsShown}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': t(isShown ? 'hidePassword' : 'showPassword') }}
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      required
      withAsterisk={false}
      size="md"
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
    />
  );
}

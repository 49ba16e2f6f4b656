import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export type Scope = 'this' | 'following' | 'all';

type ScopeFieldProps<Of extends Scope> = {
  scope: Of;
  onChange: (scope: Of) => void;
  scopes: readonly Of[];
  label: string;
  /** What is left alone by a change that is meant for more than this date. */
  hint?: string;
};

/** Of a date of a series: whether a change is meant for it alone, for it and those after it, or for all. */
export function ScopeField<Of extends Scope>({ scope, onChange, scopes, label, hint }: ScopeFieldProps<Of>) {
  const { t } = useTranslation('series');
  const words = { this: t('scopeThis'), following: t('scopeFollowing'), all: t('scopeAll') };
  return (
    <Radio.Group
      label={label}
      description={scope === 'this' ? undefined : hint}
      value={scope}
      onChange={(chosen) => onChange(chosen as Of)}
    >
      <Stack gap="xs" mt="xs">
        {scopes.map((one) => (
          <Radio key={one} value={one} label={words[one]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

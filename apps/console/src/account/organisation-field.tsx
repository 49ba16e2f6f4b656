import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type OrganisationFieldProps = {
  value: string;
  onChange: (organisation: string) => void;
  error?: string | undefined;
};

export function OrganisationField({ value, onChange, error }: OrganisationFieldProps) {
  const { t } = useTranslation('account');
  return (
    <TextInput
      label={t('organisation')}
      description={t('organisationHint')}
      autoComplete="organization"
      size="md"
      value={value}
      onChange={(change) => onChange(change.currentTarget.value)}
      error={error}
    />
  );
}

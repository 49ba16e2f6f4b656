import type { ApiClientSecret } from '@foyer/client';
import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SecretText } from '../../shell/secret-text.tsx';

type ClientSecretProps = { made: ApiClientSecret; onKept: () => void };

/** Shown this once. */
export function ClientSecret({ made: { id, secret }, onKept }: ClientSecretProps) {
  const { t } = useTranslation('apiClients');
  return (
    <Stack gap="lg">
      <Text>{t('secretText')}</Text>
      <SecretText label={t('clientId')} text={id} copyLabel={t('copyId')} />
      <SecretText label={t('secret')} text={secret} copyLabel={t('copySecret')} />
      <Button onClick={onKept}>{t('kept')}</Button>
    </Stack>
  );
}

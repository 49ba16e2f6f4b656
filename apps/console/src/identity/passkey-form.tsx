import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PasskeyIcon } from '../shell/icons.tsx';
import { FaultNotice } from './fault-notice.tsx';

type PasskeyFormProps = { text: string; show: () => Promise<void> };

/** Asks for a passkey. The browser wants a press of a button before it shows its dialog. */
export function PasskeyForm({ text, show }: PasskeyFormProps) {
  const { t } = useTranslation('identity');
  const showing = useMutation({ mutationFn: show });
  return (
    <Stack gap="lg">
      <Text>{text}</Text>
      <FaultNotice fault={showing.error} />
      <Button
        size="md"
        fullWidth
        leftSection={<PasskeyIcon />}
        onClick={() => showing.mutate()}
        loading={showing.isPending}
        data-autofocus
        autoFocus
      >
        {t('usePasskey')}
      </Button>
    </Stack>
  );
}

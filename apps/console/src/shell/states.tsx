import { Box, Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { requestIdOf } from '../client/faults.ts';
import { useFaultText } from './fault-text.ts';
import { AlertIcon } from './icons.tsx';
import classes from './states.module.css';

type EmptyStateProps = { icon: ReactNode; title: string; text: string; action?: ReactNode };

/** Nothing to show, and that is fine. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" className={classes.state}>
      <Box className={classes.mark}>{icon}</Box>
      <Title order={2} ta="center">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw="36ch">
        {text}
      </Text>
      {action !== undefined && <Box mt="sm">{action}</Box>}
    </Stack>
  );
}

type ErrorStateProps = { error: unknown; onRetry: () => void; isRetrying?: boolean };

/** What should be here did not come. Says why, and lets one try again. */
export function ErrorState({ error, onRetry, isRetrying = false }: ErrorStateProps) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const requestId = requestIdOf(error);
  return (
    <Stack align="center" gap="xs" className={classes.state} role="alert">
      <Box className={classes.mark} data-tone="bad">
        <AlertIcon size={26} />
      </Box>
      <Title order={2} ta="center">
        {t('errorTitle')}
      </Title>
      <Text c="dimmed" ta="center" maw="44ch">
        {faultText(error)}
      </Text>
      <Button mt="sm" variant="default" onClick={onRetry} loading={isRetrying}>
        {t('retry')}
      </Button>
      {requestId !== undefined && (
        <Text size="xs" c="dimmed" className={classes.requestId}>
          {t('requestId', { id: requestId })}
        </Text>
      )}
    </Stack>
  );
}

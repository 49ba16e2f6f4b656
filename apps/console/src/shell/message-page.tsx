import { Box, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './message-page.module.css';
import { PageHeading } from './page.tsx';

type MessagePageProps = { icon: ReactNode; title: string; text: string; action?: ReactNode };

/** A page that only has something to say: what is missing, or who may not. */
export function MessagePage({ icon, title, text, action }: MessagePageProps) {
  return (
    <Stack align="center" gap="md" className={classes.message}>
      <Box className={classes.mark}>{icon}</Box>
      <PageHeading title={title} />
      <Text c="dimmed" size="lg" maw="46ch">
        {text}
      </Text>
      {action}
    </Stack>
  );
}

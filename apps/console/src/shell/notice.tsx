import { Box, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

type NoticeProps = {
  tone: 'good' | 'wait' | 'bad' | 'calm';
  title?: string;
  children?: ReactNode;
  /** `alert` when it answers what was just done; it is read out then. */
  role?: 'alert' | 'status';
};

/** A sentence that matters, in a box of its tone. */
export function Notice({ tone, title, children, role }: NoticeProps) {
  return (
    <Box className={classes.notice} data-tone={tone} role={role}>
      {title !== undefined && <Text fw={650}>{title}</Text>}
      {children !== undefined && (
        <Text component="div" size="sm">
          {children}
        </Text>
      )}
    </Box>
  );
}

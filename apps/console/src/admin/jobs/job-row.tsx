import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import rows from '../../shell/rows.module.css';
import classes from './job-row.module.css';

type JobRowProps = {
  name: string;
  /** Of the heading: 2 where a tab is one list, 3 within a section. */
  level: 2 | 3;
  tags?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
};

/** One line of the page: what it is, how it stands, and what can be done with it. */
export function JobRow({ name, level, tags, children, actions }: JobRowProps) {
  return (
    <div className={rows.row}>
      <Stack gap={2} miw={0}>
        <Group gap={8}>
          <Title order={level} className={rows.name}>
            {name}
          </Title>
          {tags}
        </Group>
        <Text component="div" size="sm" c="dimmed" className={classes.text}>
          {children}
        </Text>
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </div>
  );
}

/** What is long and wanted seldom: an error with where it went wrong, a payload. */
export function Unfold({ title, text }: { title: string; text: string }) {
  return (
    <details className={classes.unfold}>
      <summary>{title}</summary>
      {/* It scrolls by itself, so it can be reached without a mouse. */}
      <Box component="pre" tabIndex={0} role="region" aria-label={title}>
        {text}
      </Box>
    </details>
  );
}

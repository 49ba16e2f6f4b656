import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import rows from '../shell/rows.module.css';
import classes from './account-row.module.css';

type AccountRowProps = {
  icon: ReactNode;
  name: string;
  /** Of the heading: 2 where the page is one list, 3 within a section. */
  level: 2 | 3;
  tag?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
};

/** A thing of the account: what it is, what is known of it, and what can be done with it. */
export function AccountRow({ icon, name, level, tag, children, actions }: AccountRowProps) {
  return (
    <div className={rows.row}>
      <Group gap="md" wrap="nowrap" align="flex-start">
        {icon}
        <Stack gap={2} miw={0}>
          <Group gap={8}>
            <Title order={level} className={rows.name}>
              {name}
            </Title>
            {tag}
          </Group>
          <Text component="div" size="sm" c="dimmed">
            {children}
          </Text>
        </Stack>
      </Group>
      {actions !== undefined && (
        <Group gap="xs" className={classes.actions}>
          {actions}
        </Group>
      )}
    </div>
  );
}

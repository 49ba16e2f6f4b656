import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './account-section.module.css';

type AccountSectionProps = { title: string; tag?: ReactNode; lead?: string; children: ReactNode };

/** One subject of a page that has several. */
export function AccountSection({ title, tag, lead, children }: AccountSectionProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Stack gap="md">
        <Stack gap={4}>
          <Group gap="sm">
            <Title order={2} id={id}>
              {title}
            </Title>
            {tag}
          </Group>
          {lead !== undefined && <Text className={classes.lead}>{lead}</Text>}
        </Stack>
        {children}
      </Stack>
    </section>
  );
}

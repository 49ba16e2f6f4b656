import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusAfterNavigation } from './navigation-focus.ts';
import classes from './page.module.css';

type PageProps = {
  title: string;
  lead?: ReactNode;
  /** Beside the heading: what can be done with the page as a whole. */
  actions?: ReactNode;
  width?: 'narrow' | 'reading' | 'wide';
  children?: ReactNode;
};

/** The frame of every page: its heading, its title in the tab, its width. */
export function Page({ title, lead, actions, width = 'wide', children }: PageProps) {
  return (
    <Box className={classes.page} data-width={width}>
      <Group justify="space-between" align="flex-end" gap="md" className={classes.top}>
        <Stack gap={6}>
          <PageHeading title={title} />
          {lead !== undefined && <Text className={classes.lead}>{lead}</Text>}
        </Stack>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}

/** The one h1. Pages that are laid out otherwise use it by itself. */
export function PageHeading({ title }: { title: string }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfterNavigation(heading);
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <Title order={1} ref={heading} tabIndex={-1}>
      {title}
    </Title>
  );
}

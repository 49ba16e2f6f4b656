import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusAfterNavigation } from './navigation-focus.ts';
import classes from './page.module.css';

type PageProps = {
  title: string;
  /** Of what the page is one of several: the title in the tab says it too. */
  of?: string | undefined;
  lead?: ReactNode;
  /** Beside the heading: what can be done with the page as a whole. */
  actions?: ReactNode;
  width?: 'narrow' | 'reading' | 'wide';
  children?: ReactNode;
};

/** The frame of every page: its heading, its title in the tab, its width. */
export function Page({ title, of, lead = of, actions, width = 'wide', children }: PageProps) {
  return (
    <Box className={classes.page} data-width={width}>
      <Group justify="space-between" align="flex-end" gap="md" className={classes.top}>
        <Stack gap={6}>
          <PageHeading title={title} of={of} />
          {lead !== undefined && <Text className={classes.lead}>{lead}</Text>}
        </Stack>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}

/** The one h1. Pages that are laid out otherwise use it by itself. */
export function PageHeading({ title, of }: Pick<PageProps, 'title' | 'of'>) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfterNavigation(heading);
  useEffect(() => {
    document.title = [title, of, t('product')].filter((part) => part !== undefined).join(' · ');
  }, [title, of, t]);
  return (
    <Title order={1} ref={heading} tabIndex={-1}>
      {title}
    </Title>
  );
}

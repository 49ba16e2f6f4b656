import { Burger, Drawer, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Bell } from '../notifications/bell.tsx';
import { AccountMenu } from './account-menu.tsx';
import classes from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { MainNavigation } from './main-navigation.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export function Header() {
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Link to="/" className={classes.brand}>
          <img src="/favicon.svg" alt="" width="30" height="30" />
          <span>{t('product')}</span>
        </Link>
        <nav aria-label={t('mainNavigation')} className={classes.wide}>
          <MainNavigation />
        </nav>
        <Group gap={6} wrap="nowrap" ml="auto">
          <span className={classes.wide}>
            <LanguageSwitch />
          </span>
          <span className={classes.wide}>
            <ThemeSwitch />
          </span>
          <Bell />
          <AccountMenu />
          <Burger
            className={classes.narrow}
            opened={false}
            onClick={open}
            size="sm"
            aria-label={t('menu')}
            aria-haspopup="dialog"
          />
        </Group>
      </div>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size="min(20rem, 88vw)"
        title={t('menu')}
        closeButtonProps={{ 'aria-label': t('closeMenu') }}
      >
        <Stack gap="lg">
          <nav aria-label={t('mainNavigation')} className={classes.drawerNavigation}>
            <MainNavigation onNavigate={close} />
          </nav>
          <Group gap="xs">
            <LanguageSwitch />
            <ThemeSwitch />
          </Group>
        </Stack>
      </Drawer>
    </header>
  );
}

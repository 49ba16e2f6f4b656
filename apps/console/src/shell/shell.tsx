import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmationDialog } from '../identity/confirmation/confirmation-dialog.tsx';
import { Header } from './header.tsx';
import { noteNavigation } from './navigation-focus.ts';
import { ReachabilityBanner } from './reachability-banner.tsx';
import classes from './shell.module.css';

/** What surrounds every page. */
export function Shell() {
  const { t } = useTranslation();
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
        if (fromLocation !== undefined && pathChanged) noteNavigation();
      }),
    [router],
  );
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('skipToContent')}
      </a>
      <Header />
      <ReachabilityBanner />
      <main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <footer className={classes.footer}>{t('footer')}</footer>
      <ConfirmationDialog />
    </div>
  );
}

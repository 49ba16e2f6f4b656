import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './account-sections.module.css';

/** The pages of an account, as its menu and its own navigation show them. A page that is new gets a line here. */
export const accountSections = [
  { to: '/account', name: 'profile' },
  { to: '/account/security', name: 'security' },
  { to: '/account/passkeys', name: 'passkeys' },
  { to: '/account/sessions', name: 'sessions' },
  { to: '/account/mails', name: 'mails' },
  { to: '/account/keys', name: 'apiKeys' },
] as const;

/** Beside the page where there is room, else a row above it that scrolls by itself. */
export function AccountSections() {
  const { t } = useTranslation(['account', 'shell']);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]');
    // The row alone is moved: scrolling the link into view would move the page as well.
    if (list.current && current) list.current.scrollLeft = current.offsetLeft - list.current.offsetLeft - 32;
  }, []);
  return (
    <nav aria-label={t('account:sections')} className={classes.navigation}>
      <ul ref={list} className={classes.sections}>
        {accountSections.map(({ to, name }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: to === '/account' }} className={classes.link}>
              {t(`shell:${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './account-sections.module.css';

/** The pages of an account, side by side. */
export function AccountSections() {
  const { t } = useTranslation(['account', 'shell']);
  return (
    <nav aria-label={t('account:sections')} className={classes.sections}>
      <Link to="/account" activeOptions={{ exact: true }} className={classes.link}>
        {t('shell:profile')}
      </Link>
      <Link to="/account/sessions" className={classes.link}>
        {t('shell:sessions')}
      </Link>
    </nav>
  );
}

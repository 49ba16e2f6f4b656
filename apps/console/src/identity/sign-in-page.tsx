import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { isLanguage } from '../languages/languages.ts';
import { TextLink } from '../shell/links.tsx';
import classes from './way-in.module.css';
import { WayIn } from './way-in.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t, i18n } = useTranslation('identity');
  const { next } = route.useSearch();
  return (
    <WayIn
      kind="sign-in"
      title={t('signInTitle')}
      lead={t('signInLead')}
      asksName={false}
      next={next}
      send={({ address }) =>
        foyer.signIns.requestCode({ address, locale: isLanguage(i18n.language) ? i18n.language : 'en' })
      }
      redeem={(input) => foyer.signIns.redeemCode(input)}
      footer={
        <Text className={classes.footer}>
          <Trans
            t={t}
            i18nKey="toSignUp"
            components={{ way: <TextLink to="/sign-up" search={{ next }} underline="always" /> }}
          />
        </Text>
      }
    />
  );
}

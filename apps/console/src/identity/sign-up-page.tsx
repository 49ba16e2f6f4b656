import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { isLanguage } from '../languages/languages.ts';
import { TextLink } from '../shell/links.tsx';
import classes from './way-in.module.css';
import { WayIn } from './way-in.tsx';

const route = getRouteApi('/sign-up');

export function SignUpPage() {
  const { t, i18n } = useTranslation('identity');
  const { next } = route.useSearch();
  return (
    <WayIn
      kind="sign-up"
      title={t('signUpTitle')}
      lead={t('signUpLead')}
      asksName
      next={next}
      send={(values) =>
        foyer.registrations.start({ ...values, locale: isLanguage(i18n.language) ? i18n.language : 'en' })
      }
      redeem={(input) => foyer.registrations.verify(input)}
      footer={
        <Text className={classes.footer}>
          <Trans
            t={t}
            i18nKey="toSignIn"
            components={{ way: <TextLink to="/sign-in" search={{ next }} underline="always" /> }}
          />
        </Text>
      }
    />
  );
}

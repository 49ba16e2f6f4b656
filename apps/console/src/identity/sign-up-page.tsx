import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { TextLink } from '../shell/links.tsx';
import { Registration } from './registration/registration.tsx';

const route = getRouteApi('/sign-up');

export function SignUpPage() {
  const { t } = useTranslation('identity');
  const { next } = route.useSearch();
  return (
    <Registration
      kind="sign-up"
      title={t('signUpTitle')}
      lead={t('signUpLead')}
      next={next}
      footer={
        <Text>
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

import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoorIcon } from '../shell/icons.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { MessagePage } from '../shell/message-page.tsx';
import { ErrorState } from '../shell/states.tsx';
import { accountQuery, runsEvents } from './account.query.ts';

/** Pages of an account: a visitor signs in first and comes back. The API decides anyway; this is courtesy. */
export function SignedInOnly({ children, staff = false }: { children: ReactNode; staff?: boolean }) {
  const { t } = useTranslation();
  const { data: account, error, isFetching, refetch } = useQuery(accountQuery);
  if (account === undefined) {
    return error === null ? (
      <Stack aria-busy="true" aria-label={t('loading')} role="status">
        <Skeleton height={40} width="40%" />
        <Skeleton height={140} />
      </Stack>
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
    );
  }
  if (account === null) return <ToSignIn />;
  if (staff && !runsEvents(account)) {
    return (
      <MessagePage
        icon={<DoorIcon size={34} />}
        title={t('notAllowedTitle')}
        text={t('notAllowedText')}
        action={<ButtonLink to="/">{t('toProgramme')}</ButtonLink>}
      />
    );
  }
  return children;
}

function ToSignIn() {
  const navigate = useNavigate();
  const router = useRouter();
  // Read once: the location is the sign-in page's own as soon as we are under way.
  const [next] = useState(() => router.state.location.href);
  useEffect(() => {
    void navigate({ to: '/sign-in', search: { next }, replace: true });
  }, [navigate, next]);
  return null;
}

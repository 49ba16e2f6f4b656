import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../client/faults.ts';
import { accountQuery } from '../identity/account.query.ts';
import { CalendarIcon } from '../shell/icons.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { MessagePage } from '../shell/message-page.tsx';
import { ErrorState } from '../shell/states.tsx';
import { EventView } from './event-view.tsx';
import { eventQuery } from './programme.queries.ts';

const route = getRouteApi('/events/$eventId');

export function EventPage() {
  const { t } = useTranslation(['programme', 'shell']);
  const { eventId } = route.useParams();
  const session = useQuery(accountQuery);
  const event = useQuery({ ...eventQuery(eventId), enabled: !session.isPending });
  if (event.data !== undefined) return <EventView event={event.data} />;
  if (event.error === null) {
    return (
      <Stack role="status" aria-label={t('shell:loading')} maw="72rem" mx="auto">
        <Skeleton height={320} radius="lg" />
        <Skeleton height={44} width="60%" />
        <Skeleton height={160} />
      </Stack>
    );
  }
  // An id that is none is as unknown as one that nothing has.
  if (['EVENT_NOT_FOUND', 'BAD_INPUT'].includes(codeOf(event.error))) {
    return (
      <MessagePage
        icon={<CalendarIcon size={34} />}
        title={t('unknownEventTitle')}
        text={t('unknownEventText')}
        action={<ButtonLink to="/">{t('shell:toProgramme')}</ButtonLink>}
      />
    );
  }
  return (
    <ErrorState error={event.error} onRetry={() => void event.refetch()} isRetrying={event.isFetching} />
  );
}

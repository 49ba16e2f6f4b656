import type { EventDetails } from '@foyer/client';
import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { runsEvents, useAccount } from '../identity/account.query.ts';
import { TextLink } from '../shell/links.tsx';
import { Notice } from '../shell/notice.tsx';
import { PageHeading } from '../shell/page.tsx';
import { EventFacts } from './event-facts.tsx';
import { EventPicture } from './event-picture.tsx';
import { EventTags } from './event-tags.tsx';
import classes from './event-view.module.css';
import { OtherDates } from './other-dates.tsx';
import { ParticipationPanel } from './participation-panel.tsx';

export function EventView({ event }: { event: EventDetails }) {
  const { t } = useTranslation('programme');
  const account = useAccount();
  const about = event.description || event.shortDescription;
  return (
    <article className={classes.event}>
      <div className={classes.picture}>
        <EventPicture event={event} sizes="(min-width: 74em) 72rem, 100vw" />
      </div>
      <Stack gap="sm" className={classes.top}>
        <EventTags event={event} withStatus />
        <PageHeading title={event.name} />
        {event.shortDescription !== '' && (
          <Text size="lg" c="dimmed">
            {event.shortDescription}
          </Text>
        )}
        {runsEvents(account) && (
          <TextLink
            to="/staff/events/$eventId"
            params={{ eventId: event.id }}
            underline="always"
            className={classes.edit}
          >
            {t('edit')}
          </TextLink>
        )}
      </Stack>
      {event.status === 'cancelled' && (
        <div className={classes.notice}>
          <Notice tone="bad" title={t('cancelledTitle')}>
            {event.cancellationReason !== null && t('cancelledText', { reason: event.cancellationReason })}
          </Notice>
        </div>
      )}
      {event.status === 'draft' && (
        <div className={classes.notice}>
          <Notice tone="wait" title={t('draftTitle')}>
            {t('draftText')}
          </Notice>
        </div>
      )}
      <div className={classes.columns}>
        {about !== '' && (
          <section className={classes.text} aria-labelledby="about">
            <Title order={2} id="about" mb="sm">
              {t('about')}
            </Title>
            <Text className={classes.description}>{about}</Text>
          </section>
        )}
        <aside className={classes.aside} aria-label={t('taking')}>
          {event.status === 'published' && <ParticipationPanel event={event} />}
          <EventFacts event={event} />
          <OtherDates event={event} />
        </aside>
      </div>
    </article>
  );
}

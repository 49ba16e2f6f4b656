import { Stack } from '@mantine/core';
import { queryOptions } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { AccountArea } from '../account-area.tsx';
import { AccountSection } from '../account-section.tsx';
import { TopicSwitches } from './topic-switches.tsx';

const mailsQuery = queryOptions({
  queryKey: ['mail-preferences'],
  queryFn: () => foyer.mailPreferences.get({}),
});

const notificationsQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: () => foyer.notifications.preferences({}),
});

export function MailsPage() {
  const { t } = useTranslation(['mails', 'notifications']);
  return (
    <AccountArea title={t('title')} lead={t('lead')}>
      <Stack gap="xl">
        <WantedMails />
        <AccountSection title={t('notifications:wanted')} lead={t('notifications:wantedLead')}>
          <WantedNotifications />
        </AccountSection>
      </Stack>
    </AccountArea>
  );
}

function WantedMails() {
  const { t } = useTranslation('mails');
  return (
    <TopicSwitches
      query={mailsQuery}
      set={(changed) => foyer.mailPreferences.set(changed)}
      topics={(['reminders', 'announcements'] as const).map((topic) => ({
        topic,
        label: t(topic),
        hint: t(`${topic}Hint`),
      }))}
      always={t('always')}
    />
  );
}

function WantedNotifications() {
  const { t } = useTranslation('notifications');
  return (
    <TopicSwitches
      query={notificationsQuery}
      set={(changed) => foyer.notifications.setPreferences(changed)}
      topics={(['reminders', 'announcements', 'seats'] as const).map((topic) => ({
        topic,
        label: t(topic),
        hint: t(`${topic}Hint`),
      }))}
      always={t('always')}
    />
  );
}

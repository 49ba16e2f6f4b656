import type { MailPreferences } from '@foyer/client';
import { Stack, Switch, Text } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { notifyFailed } from '../../shell/notify.tsx';
import { AccountArea } from '../account-area.tsx';
import { AccountSection } from '../account-section.tsx';
import { Loaded } from '../loaded.tsx';
import { WantedNotifications } from './notification-preferences.tsx';

const preferencesQuery = queryOptions({
  queryKey: ['mail-preferences'],
  queryFn: () => foyer.mailPreferences.get({}),
});

const topics = [
  { topic: 'reminders', hint: 'remindersHint' },
  { topic: 'announcements', hint: 'announcementsHint' },
] as const;

export function MailsPage() {
  const { t } = useTranslation(['mails', 'notifications']);
  return (
    <AccountArea title={t('title')} lead={t('lead')}>
      <Stack gap="xl">
        <Preferences />
        <AccountSection title={t('notifications:wanted')} lead={t('notifications:wantedLead')}>
          <WantedNotifications />
        </AccountSection>
      </Stack>
    </AccountArea>
  );
}

function Preferences() {
  const { t } = useTranslation('mails');
  return (
    <Stack gap="xl">
      <Loaded query={useQuery(preferencesQuery)}>
        {(preferences) => <Wanted preferences={preferences} />}
      </Loaded>
      <Text size="sm" c="dimmed">
        {t('always')}
      </Text>
    </Stack>
  );
}

function Wanted({ preferences }: { preferences: MailPreferences }) {
  const { t } = useTranslation('mails');
  const queryClient = useQueryClient();
  const faultText = useFaultText();
  const set = useMutation({
    mutationFn: (changes: Partial<MailPreferences>) => foyer.mailPreferences.set(changes),
    onSuccess: (changed) => queryClient.setQueryData(preferencesQuery.queryKey, changed),
    onError: (error) => notifyFailed(faultText(error)),
  });
  const shown = { ...preferences, ...(set.isPending && set.variables) };
  return (
    <Stack>
      {topics.map(({ topic, hint }) => (
        <Switch
          key={topic}
          size="md"
          label={t(topic)}
          description={t(hint)}
          checked={shown[topic]}
          onChange={(change) => set.mutate({ [topic]: change.currentTarget.checked })}
        />
      ))}
    </Stack>
  );
}

import type { NotificationPreferences, SetNotificationPreferencesInput } from '@foyer/client';
import { Stack, Switch, Text } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { notifyFailed } from '../../shell/notify.tsx';
import { Loaded } from '../loaded.tsx';

const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: () => foyer.notifications.preferences({}),
});

/** What of the notifications one may do without. */
export function WantedNotifications() {
  const { t } = useTranslation('notifications');
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

function Wanted({ preferences }: { preferences: NotificationPreferences }) {
  const { t } = useTranslation('notifications');
  const queryClient = useQueryClient();
  const faultText = useFaultText();
  const set = useMutation({
    mutationFn: (wanted: SetNotificationPreferencesInput) => foyer.notifications.setPreferences(wanted),
    onSuccess: (changed) => queryClient.setQueryData(preferencesQuery.queryKey, changed),
    onError: (error) => notifyFailed(faultText(error)),
  });
  const shown = { ...preferences, ...(set.isPending && set.variables) };
  return (
    <>
      {(['reminders', 'announcements', 'seats'] as const).map((topic) => (
        <Switch
          key={topic}
          size="md"
          label={t(topic)}
          description={t(`${topic}Hint`)}
          checked={shown[topic]}
          onChange={(change) => set.mutate({ [topic]: change.currentTarget.checked })}
        />
      ))}
    </>
  );
}

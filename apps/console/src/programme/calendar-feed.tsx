import type { CalendarFeed } from '@foyer/client';
import { Button, CopyButton, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { notifyFailed } from '../shell/notify.tsx';
import { calendarFeedQuery } from './programme.queries.ts';

/** The private address at which one's own calendar follows one's events. */
export function OwnCalendarFeed() {
  const { t } = useTranslation('programme');
  const faultText = useFaultText();
  const queryClient = useQueryClient();
  const feed = useQuery(calendarFeedQuery);
  const change = useMutation({
    mutationFn: (ask: () => Promise<CalendarFeed>) => ask(),
    onSuccess: (changed) => queryClient.setQueryData(calendarFeedQuery.queryKey, changed),
    onError: (error) => notifyFailed(faultText(error)),
  });
  if (feed.data === undefined) return null;
  const { url } = feed.data;
  const renew = () => change.mutate(() => foyer.calendarFeeds.renew({}));
  return (
    <Stack component="section" gap="sm" aria-labelledby="calendar-feed">
      <Title order={2} id="calendar-feed" size="h4">
        {t('feedTitle')}
      </Title>
      <Text c="dimmed">{t('feedText')}</Text>
      {url === null ? (
        <Button
          variant="default"
          loading={change.isPending}
          onClick={renew}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('feedMake')}
        </Button>
      ) : (
        <>
          <TextInput
            label={t('feedAddress')}
            value={url}
            readOnly
            onFocus={(focus) => focus.target.select()}
          />
          <Group gap="xs">
            <CopyButton value={url}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t('feedCopied') : t('feedCopy')}
                </Button>
              )}
            </CopyButton>
            <Button variant="subtle" loading={change.isPending} onClick={renew}>
              {t('feedRenew')}
            </Button>
            <Button
              variant="subtle"
              color="red"
              loading={change.isPending}
              onClick={() => change.mutate(() => foyer.calendarFeeds.revoke({}))}
            >
              {t('feedRevoke')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

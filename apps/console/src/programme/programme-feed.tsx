import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const FEED = '/calendar/events.ics';

/** The public programme as a calendar follows it: by the scheme that opens one, and by an address for all others. */
export function ProgrammeFeed() {
  const { t } = useTranslation('programme');
  return (
    <Stack component="section" gap="xs" mt="xl" aria-labelledby="programme-feed">
      <Title order={2} id="programme-feed" size="h4">
        {t('publicFeedTitle')}
      </Title>
      <Text c="dimmed">{t('publicFeedText')}</Text>
      <Group gap="md">
        <Anchor href={`webcal://${window.location.host}${FEED}`} underline="always">
          {t('publicFeedSubscribe')}
        </Anchor>
        <Anchor href={`${window.location.origin}${FEED}`} underline="always">
          {t('publicFeedFile')}
        </Anchor>
      </Group>
    </Stack>
  );
}

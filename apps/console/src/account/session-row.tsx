import type { Factor, Session } from '@foyer/client';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../client/faults.ts';
import { foyer } from '../client/foyer.ts';
import { localeFor } from '../languages/languages.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { focusHeading } from '../shell/focus-heading.ts';
import { DeviceIcon } from '../shell/icons.tsx';
import { notifyDone, notifyFailed } from '../shell/notify.tsx';
import rows from '../shell/rows.module.css';
import { Tag } from '../shell/tag.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import { sessionsQuery } from './sessions.query.ts';

const factorTexts = {
  passkey: 'byPasskey',
  totp: 'byTotp',
  'webhook-code': 'byWebhookCode',
  'mail-code': 'byMailCode',
  password: 'byPassword',
  'recovery-code': 'byRecoveryCode',
} as const satisfies Record<Factor, string>;

export function SessionRow({ session }: { session: Session }) {
  const { t, i18n } = useTranslation('account');
  const format = useTimeFormat();
  const faultText = useFaultText();
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => foyer.sessions.end({ sessionId: session.id }),
    onSuccess: () => notifyDone(t('ended')),
    onError: (error) => {
      // Over already is what was wanted.
      if (codeOf(error) !== 'SESSION_NOT_FOUND') notifyFailed(faultText(error));
    },
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      focusHeading();
    },
  });
  const device = session.device === 'Unknown device' ? t('unknownDevice') : session.device;
  const list = new Intl.ListFormat(localeFor(i18n.language), { type: 'conjunction' });
  const shown = list.format(session.factors.map((factor) => t(factorTexts[factor])));
  const signedInAt = format.dateTime(session.createdAt);
  return (
    <div className={rows.row}>
      <Group gap="md" wrap="nowrap" align="flex-start">
        <DeviceIcon size={22} />
        <Stack gap={2} miw={0}>
          <Group gap={8}>
            <Title order={2} className={rows.name}>
              {device}
            </Title>
            {session.isCurrent && <Tag tone="good">{t('thisSession')}</Tag>}
          </Group>
          <Text size="sm" c="dimmed">
            {session.place === null ? session.ipAddress : `${session.place} · ${session.ipAddress}`}
          </Text>
          <Text size="sm" c="dimmed">
            {t('signedInAt', { time: signedInAt })}
            {shown !== '' && `, ${shown}`}
            {!session.isCurrent && (
              <>
                {', '}
                <time dateTime={session.lastUsedAt.toISOString()}>
                  {t('lastUsed', { time: format.relative(session.lastUsedAt, new Date()) })}
                </time>
              </>
            )}
          </Text>
        </Stack>
      </Group>
      {!session.isCurrent && (
        <Button
          variant="default"
          size="xs"
          aria-label={t('endNamed', { device, time: signedInAt })}
          loading={end.isPending}
          onClick={() => end.mutate()}
        >
          {t('end')}
        </Button>
      )}
    </div>
  );
}

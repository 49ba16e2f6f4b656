import type { Notification, NotificationAction } from '@foyer/client';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { internalAddress } from '../identity/internal-address.ts';
import rows from '../shell/rows.module.css';
import { Tag } from '../shell/tag.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import classes from './notification-row.module.css';
import { useAcknowledge } from './notifications.queries.ts';

export function NotificationRow({ notification }: { notification: Notification }) {
  const { t } = useTranslation('notifications');
  const format = useTimeFormat();
  const acknowledge = useAcknowledge();
  const { id, title, content, action, createdAt, acknowledgedAt } = notification;
  const isNew = acknowledgedAt === null;
  const see = () => isNew && acknowledge.mutate({ only: notification });
  return (
    <div className={rows.row}>
      <Stack gap={4} miw={0}>
        <Group gap={8}>
          <Title order={2} id={`notification-${id}`} className={rows.name} fw={isNew ? 700 : 500}>
            {title}
          </Title>
          {isNew && <Tag tone="wait">{t('new')}</Tag>}
        </Group>
        <Text className={classes.content}>{content}</Text>
        <Text size="sm" c="dimmed">
          <time dateTime={createdAt.toISOString()}>{format.dateTime(createdAt)}</time>
        </Text>
      </Stack>
      <Group gap={8}>
        {action !== null && (
          <CallToAction action={action} describedBy={`notification-${id}`} onFollow={see} />
        )}
        {isNew && (
          <Button
            variant="subtle"
            aria-describedby={`notification-${id}`}
            loading={acknowledge.isPending}
            onClick={see}
          >
            {t('acknowledge')}
          </Button>
        )}
      </Group>
    </div>
  );
}

type CallToActionProps = { action: NotificationAction; describedBy: string; onFollow: () => void };

/** Within the console a page is not loaded anew; elsewhere leads only what begins with https. */
function CallToAction({ action: { label, href }, describedBy, onFollow }: CallToActionProps) {
  const router = useRouter();
  const isHere = internalAddress(href) === href;
  if (!isHere && !href.startsWith('https://')) return null;
  return (
    <Button
      component="a"
      href={href}
      variant="default"
      aria-describedby={describedBy}
      onClick={(click) => {
        onFollow();
        if (!isHere || click.metaKey || click.ctrlKey || click.shiftKey) return;
        click.preventDefault();
        router.history.push(href);
      }}
    >
      {label}
    </Button>
  );
}

import type { Invitation } from '@foyer/client';
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MailIcon } from '../../../shell/icons.tsx';
import { Pages } from '../../../shell/pages.tsx';
import rows from '../../../shell/rows.module.css';
import { EmptyState } from '../../../shell/states.tsx';
import { useTimeFormat } from '../../../times/use-time-format.ts';
import { invitationsQuery } from './invitations.query.ts';
import { WithdrawInvitation } from './withdraw-invitation.tsx';

export function PendingInvitations({ eventId }: { eventId: string }) {
  const { t } = useTranslation('attendees');
  const list = useInfiniteQuery(invitationsQuery(eventId));
  return (
    <Pages
      list={list}
      rowHeight={60}
      empty={
        <EmptyState icon={<MailIcon size={26} />} title={t('pendingNone')} text={t('pendingNoneText')} />
      }
    >
      {(items) => (
        <ul className={rows.rows}>
          {items.map((invitation) => (
            <li key={invitation.id}>
              <InvitationRow invitation={invitation} />
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('attendees');
  const format = useTimeFormat();
  const { fullName, address, createdAt } = invitation;
  return (
    <div className={rows.row}>
      <div>
        <Text fw={600} className={rows.name}>
          {fullName ?? address}
        </Text>
        <Text size="sm" c="dimmed" className={rows.wrap}>
          {fullName !== null && `${address} · `}
          {t('invitedAt', { time: format.dateTime(createdAt) })}
        </Text>
      </div>
      <WithdrawInvitation invitation={invitation} />
    </div>
  );
}

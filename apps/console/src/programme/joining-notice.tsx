import type { EventDetails } from '@foyer/client';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../identity/account.query.ts';
import { Notice } from '../shell/notice.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import { joiningOf } from './joining.ts';

const ways = {
  seat: { text: 'programme:youMay', button: 'programme:join' },
  waitlist: { text: 'programme:youMayWait', button: 'programme:joinWaitlist' },
  request: { text: 'tickets:requestHint', button: 'tickets:request' },
} as const;

type JoiningProps = { event: EventDetails; onJoin: () => Promise<void>; isPending: boolean };

/** What pressing the button leads to, or why there is none. */
export function Joining({ event, onJoin, isPending }: JoiningProps) {
  const { t } = useTranslation(['programme', 'tickets']);
  const account = useAccount();
  const format = useTimeFormat();
  const joining = joiningOf(event, new Date());
  switch (joining) {
    case 'over':
      return <Notice tone="calm">{t('programme:isOver')}</Notice>;
    case 'full':
      return <Notice tone="calm">{t('programme:isFull')}</Notice>;
    case 'closed':
      return <Notice tone="calm">{t('programme:isClosed')}</Notice>;
    case 'invited-only':
      return <Notice tone="calm">{t('tickets:byInvitation')}</Notice>;
    case 'not-yet-open': {
      const opensAt = event.registrationOpensAt ?? event.startsAt;
      const time = format.dateTime(opensAt, event.timeZone);
      return <Notice tone="calm">{t('programme:notYetOpen', { time })}</Notice>;
    }
    default:
      return (
        <>
          <Text>{t(ways[joining].text)}</Text>
          <Button size="md" onClick={() => void onJoin()} loading={isPending}>
            {t(ways[joining].button)}
          </Button>
          {account === null && (
            <Text size="sm" c="dimmed">
              {t('programme:signInToJoin')}
            </Text>
          )}
        </>
      );
  }
}

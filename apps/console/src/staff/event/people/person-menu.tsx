import type { Participant } from '@foyer/client';
import { ActionIcon, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreIcon } from '../../../shell/icons.tsx';
import { BanDialog } from '../../blacklist/ban-dialog.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { RecordDialog } from './record-dialog.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

type Asked = 'record' | 'reject' | 'history' | 'remove' | 'ban';

/** Everything that can be done with one person; each is asked for in a dialog of its own. */
export function PersonMenu({ eventId, participant }: { eventId: string; participant: Participant }) {
  const { t } = useTranslation('attendees');
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const { state, fullName } = participant;
  const mayBeRejected = !['declined', 'left', 'rejected'].includes(state);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="md" aria-label={t('moreFor', { name: fullName })}>
            <MoreIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked('history')}>{t('history')}</Menu.Item>
          <Menu.Item onClick={() => setAsked('record')}>{t('changeState')}</Menu.Item>
          {mayBeRejected && <Menu.Item onClick={() => setAsked('reject')}>{t('reject')}</Menu.Item>}
          <Menu.Item onClick={() => setAsked('ban')}>{t('ban')}</Menu.Item>
          <Menu.Item onClick={() => setAsked('remove')}>{t('remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <HistoryDialog participant={participant} isOpen={asked === 'history'} onClose={close} />
      <RecordDialog eventId={eventId} person={participant} isOpen={asked === 'record'} onClose={close} />
      <RejectDialog people={[participant]} isOpen={asked === 'reject'} onClose={close} />
      <RemoveDialog participant={participant} isOpen={asked === 'remove'} onClose={close} />
      <BanDialog eventId={eventId} person={participant} isOpen={asked === 'ban'} onClose={close} />
    </>
  );
}

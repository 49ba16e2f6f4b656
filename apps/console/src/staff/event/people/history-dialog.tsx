import type { Participant, ParticipationTransition, TransitionCause } from '@foyer/client';
import { Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../shell/form-dialog.tsx';
import { Pages } from '../../../shell/pages.tsx';
import { Tag } from '../../../shell/tag.tsx';
import { useTimeFormat } from '../../../times/use-time-format.ts';
import { SystemUserTag } from '../../people/system-user-tag.tsx';
import { stateNames } from '../states.ts';
import classes from './history-dialog.module.css';
import { historyQuery } from './people.queries.ts';

const causeWords = {
  approved: 'causeApproved',
  blacklisted: 'causeBlacklisted',
  'invited-by-address': 'causeInvitedByAddress',
  'offer-accepted': 'causeOfferAccepted',
  'offer-ran-out': 'causeOfferRanOut',
  'seat-became-free': 'causeSeatBecameFree',
} as const satisfies Record<TransitionCause, string>;

type HistoryDialogProps = { participant: Participant; isOpen: boolean; onClose: () => void };

/** What became of one person here: who did it, when and why. */
export function HistoryDialog({ participant, isOpen, onClose }: HistoryDialogProps) {
  const { t } = useTranslation('attendees');
  return (
    <FormDialog isOpen={isOpen} onClose={onClose} title={t('historyOf', { name: participant.fullName })}>
      <History participationId={participant.id} />
    </FormDialog>
  );
}

function History({ participationId }: { participationId: string }) {
  const { t } = useTranslation('attendees');
  const list = useInfiniteQuery(historyQuery(participationId));
  return (
    <Pages list={list} rowHeight={48} empty={<Text>{t('historyEmpty')}</Text>}>
      {(items) => (
        <ol className={classes.history}>
          {items.map((transition) => (
            <li key={transition.id}>
              <Transition transition={transition} />
            </li>
          ))}
        </ol>
      )}
    </Pages>
  );
}

function Transition({ transition }: { transition: ParticipationTransition }) {
  const { t } = useTranslation('attendees');
  const format = useTimeFormat();
  const { from, to, at, actorName, isActorSystem, cause, reason, isOverride } = transition;
  const time = format.dateTime(at);
  const become = t(stateNames[to].inside);
  return (
    <>
      <Group gap={6}>
        <Text fw={600}>
          {from === null
            ? t('historyMade', { to: become })
            : t('historyMoved', { from: t(stateNames[from].text), to: become })}
        </Text>
        {isOverride && <Tag tone="wait">{t('override')}</Tag>}
      </Group>
      <Group gap={6}>
        <Text size="sm" c="dimmed" className={classes.reason}>
          {actorName === null ? t('historyByFoyer', { time }) : t('historyBy', { name: actorName, time })}
        </Text>
        {isActorSystem && <SystemUserTag />}
      </Group>
      {cause !== null && <Text size="sm">{t(causeWords[cause])}</Text>}
      {reason !== null && (
        <Text size="sm" className={classes.reason}>
          {reason}
        </Text>
      )}
    </>
  );
}

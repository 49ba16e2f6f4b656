import type { Participant, ParticipationTransition } from '@foyer/client';
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../shell/form-dialog.tsx';
import { LoadMore } from '../../../shell/load-more.tsx';
import { ErrorState } from '../../../shell/states.tsx';
import { Tag } from '../../../shell/tag.tsx';
import { useTimeFormat } from '../../../times/use-time-format.ts';
import { stateNames } from '../states.ts';
import classes from './history-dialog.module.css';
import { historyQuery } from './people.queries.ts';

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
  const { t } = useTranslation(['attendees', 'shell']);
  const list = useInfiniteQuery(historyQuery(participationId));
  if (list.data === undefined) {
    return list.error === null ? (
      <Stack role="status" aria-label={t('shell:loading')}>
        <Skeleton height={48} />
        <Skeleton height={48} />
      </Stack>
    ) : (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} isRetrying={list.isFetching} />
    );
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Text>{t('historyEmpty')}</Text>;
  return (
    <Stack>
      <ol className={classes.history}>
        {items.map((transition) => (
          <li key={transition.id}>
            <Transition transition={transition} />
          </li>
        ))}
      </ol>
      <LoadMore
        shown={items.length}
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        error={list.error}
        onLoadMore={() => void list.fetchNextPage()}
      />
    </Stack>
  );
}

function Transition({ transition }: { transition: ParticipationTransition }) {
  const { t } = useTranslation('attendees');
  const format = useTimeFormat();
  const { from, to, at, actorName, reason, isOverride } = transition;
  const time = format.dateTime(at);
  const become = t(stateNames[to].text);
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
      <Text size="sm" c="dimmed">
        {actorName === null ? t('historyByFoyer', { time }) : t('historyBy', { name: actorName, time })}
      </Text>
      {reason !== null && (
        <Text size="sm" className={classes.reason}>
          {reason}
        </Text>
      )}
    </>
  );
}

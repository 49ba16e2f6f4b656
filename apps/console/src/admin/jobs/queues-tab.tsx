import type { JobQueue, JobWorker, MailLane } from '@foyer/client/admin';
import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/loaded.tsx';
import { Notice } from '../../shell/notice.tsx';
import rows from '../../shell/rows.module.css';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { Counts } from './counts.tsx';
import { JobRow } from './job-row.tsx';
import { overviewQuery } from './jobs.queries.ts';
import { PauseButton } from './pause-button.tsx';
import { ShowJobs } from './show-jobs.tsx';
import { useJobWords } from './use-job-words.ts';

export function QueuesTab() {
  const { t } = useTranslation('jobs');
  return (
    <Loaded query={useQuery(overviewQuery)}>
      {({ queues, lanes, workers }) => (
        <Stack gap="xl">
          {!workers.some(({ isAlive }) => isAlive) && (
            <Notice tone="bad" title={t('noWorker')} role="status">
              {t('noWorkerText')}
            </Notice>
          )}
          <Section title={t('mail')}>
            {lanes.map((lane) => (
              <LaneRow key={lane.lane} lane={lane} />
            ))}
          </Section>
          <Section title={t('queues')}>
            {queues.map((queue) => (
              <QueueRow key={queue.name} queue={queue} />
            ))}
          </Section>
          {workers.length > 0 && (
            <Section title={t('workers')}>
              {workers.map((worker) => (
                <WorkerRow key={worker.id} worker={worker} />
              ))}
            </Section>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

function Section({ title, children }: { title: string; children: ReactNode[] }) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Title order={2}>{title}</Title>
      <ul className={rows.rows}>
        {children.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is in a row has a key of its own
          <li key={index}>{row}</li>
        ))}
      </ul>
    </Stack>
  );
}

function LaneRow({ lane }: { lane: MailLane }) {
  const { t } = useTranslation('jobs');
  const format = useTimeFormat();
  const isPrompt = lane.lane === 'prompt';
  const name = isPrompt ? t('lanePrompt') : t('laneBulk');
  return (
    <JobRow
      level={3}
      name={name}
      tags={lane.isPaused && <Tag tone="wait">{t('paused')}</Tag>}
      actions={<PauseButton queue={lane.queue} name={name} isPaused={lane.isPaused} />}
    >
      <div>{isPrompt ? t('lanePromptText') : t('laneBulkText')}</div>
      <Counts
        counts={[
          { label: t('ready'), value: lane.ready },
          { label: t('deferred'), value: lane.deferred },
          { label: t('active'), value: lane.active },
          { label: t('unknown'), value: lane.unknown, isBad: true },
          { label: t('failed'), value: lane.failed, isBad: true },
          { label: t('lastHour'), value: lane.sentLastHour },
        ]}
      />
      {lane.oldestReadyAt && (
        <div>{t('oldest', { time: format.relative(lane.oldestReadyAt, new Date()) })}</div>
      )}
    </JobRow>
  );
}

function QueueRow({ queue }: { queue: JobQueue }) {
  const { t } = useTranslation('jobs');
  const format = useTimeFormat();
  const { nameOf, aboutOf } = useJobWords();
  const name = nameOf(queue.name, queue.title);
  const ago = (instant: Date) => format.relative(instant, new Date());
  const { lastError, lastSuccessAt, oldestReadyAt } = queue;
  return (
    <JobRow
      level={3}
      name={name}
      tags={
        <>
          {queue.isPaused && <Tag tone="wait">{t('paused')}</Tag>}
          {queue.isUrgent && <Tag tone="calm">{t('urgent')}</Tag>}
          {!queue.isDeclared && <Tag tone="wait">{t('otherVersion')}</Tag>}
        </>
      }
      actions={
        <>
          <ShowJobs queue={queue.name} name={name} />
          <PauseButton queue={queue.name} name={name} isPaused={queue.isPaused} />
        </>
      }
    >
      <div>{aboutOf(queue.name, queue.description)}</div>
      <Counts
        counts={[
          { label: t('ready'), value: queue.ready },
          { label: t('deferred'), value: queue.deferred },
          { label: t('active'), value: queue.active },
          { label: t('dead'), value: queue.deadLetters, isBad: true },
          { label: t('lastHour'), value: queue.completedLastHour },
        ]}
      />
      {oldestReadyAt && <div>{t('oldest', { time: ago(oldestReadyAt) })}</div>}
      <div>{lastSuccessAt ? t('lastSuccess', { time: ago(lastSuccessAt) }) : t('neverDone')}</div>
      {lastError && (
        <div>
          {t('lastError', { time: ago(lastError.at), message: lastError.message.split('\n')[0] ?? '' })}
        </div>
      )}
      <div>{t('tries', { retries: queue.retryLimit })}</div>
    </JobRow>
  );
}

function WorkerRow({ worker }: { worker: JobWorker }) {
  const { t } = useTranslation('jobs');
  const format = useTimeFormat();
  const { host, processId, version, startedAt, beatAt, isAlive } = worker;
  return (
    <JobRow
      level={3}
      name={t('worker', { host, processId })}
      tags={
        <Tag tone={isAlive ? 'good' : 'bad'}>
          {isAlive ? t('alive') : t('silent', { time: format.time(beatAt) })}
        </Tag>
      }
    >
      {t('workerSince', { version, time: format.dateTime(startedAt) })}
    </JobRow>
  );
}

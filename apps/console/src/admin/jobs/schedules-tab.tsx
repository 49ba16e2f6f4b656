import type { JobSchedule } from '@foyer/client/admin';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/loaded.tsx';
import { foyer } from '../../client/foyer.ts';
import rows from '../../shell/rows.module.css';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { JobAction } from './job-action.tsx';
import { JobRow } from './job-row.tsx';
import { schedulesQuery } from './jobs.queries.ts';
import { RhythmText } from './rhythm-text.tsx';
import { useJobWords } from './use-job-words.ts';
import { useStateName } from './use-state-name.ts';

export function SchedulesTab() {
  return (
    <Loaded query={useQuery(schedulesQuery)}>
      {({ items }) => (
        <ul className={rows.rows}>
          {items.map((schedule) => (
            <li key={schedule.queue}>
              <ScheduleRow schedule={schedule} />
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

function ScheduleRow({ schedule }: { schedule: JobSchedule }) {
  const { t } = useTranslation('jobs');
  const format = useTimeFormat();
  const stateName = useStateName();
  const { nameOf, aboutOf } = useJobWords();
  const { queue, cron, isPaused, missed, nextRunAt, lastRunAt, lastRun } = schedule;
  const name = nameOf(queue, schedule.title);
  return (
    <JobRow
      level={2}
      name={name}
      tags={isPaused && <Tag tone="wait">{t('paused')}</Tag>}
      actions={
        <>
          <JobAction
            label={t('runNow')}
            name={t('runNowNamed', { name })}
            run={() => foyer.jobs.runNow({ queue })}
            done={() => t('begun')}
          />
          {isPaused ? (
            <JobAction
              key="resume"
              label={t('resume')}
              name={t('resumeNamed', { name })}
              run={() => foyer.jobs.resumeSchedule({ queue })}
              done={() => t('resumedNow')}
            />
          ) : (
            <JobAction
              key="pause"
              label={t('pause')}
              name={t('pauseNamed', { name })}
              run={() => foyer.jobs.pauseSchedule({ queue })}
              done={() => t('pausedNow')}
            />
          )}
        </>
      }
    >
      <div>{aboutOf(queue, schedule.description)}</div>
      <RhythmText cron={cron} />
      {nextRunAt && <div>{t('next', { time: format.dateTime(nextRunAt) })}</div>}
      <div>
        {lastRunAt && lastRun
          ? t('lastRun', { time: format.dateTime(lastRunAt), state: stateName(lastRun) })
          : t('neverRun')}
      </div>
      <div>{missed === 'once' ? t('missedOnce') : t('missedSkip')}</div>
    </JobRow>
  );
}

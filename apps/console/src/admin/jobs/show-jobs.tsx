import type { JobState, JobSummary } from '@foyer/client/admin';
import { Button, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/loaded.tsx';
import { foyer } from '../../client/foyer.ts';
import { Pages } from '../../shell/pages.tsx';
import rows from '../../shell/rows.module.css';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { JobAction } from './job-action.tsx';
import { JobRow, Unfold } from './job-row.tsx';
import { jobQuery, queueJobsQuery } from './jobs.queries.ts';
import { jobStates, useStateName } from './use-state-name.ts';

type Of = { queue: string; name: string };

/** The jobs of one queue, in a dialog of their own. */
export function ShowJobs({ queue, name }: Of) {
  const { t } = useTranslation(['jobs', 'shell']);
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('jobs:showNamed', { name })} onClick={open}>
        {t('jobs:show')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        size="lg"
        title={t('jobs:jobsOf', { name })}
        closeButtonProps={{ 'aria-label': t('shell:close') }}
      >
        <JobsOf queue={queue} />
      </Modal>
    </>
  );
}

function JobsOf({ queue }: { queue: string }) {
  const { t } = useTranslation('jobs');
  const nameOf = useStateName();
  const [state, setState] = useState<JobState>();
  const jobs = useInfiniteQuery(queueJobsQuery(queue, state));
  return (
    <Stack>
      <NativeSelect
        label={t('state')}
        value={state ?? ''}
        onChange={(change) => setState(jobStates.find((one) => one === change.currentTarget.value))}
        data={[
          { value: '', label: t('any') },
          ...jobStates.map((one) => ({ value: one, label: nameOf(one) })),
        ]}
      />
      <Pages
        list={jobs}
        empty={
          <Text c="dimmed" ta="center" py="md">
            {t('noJobs')}
          </Text>
        }
      >
        {(items) => (
          <ul className={rows.rows}>
            {items.map((job) => (
              <li key={job.id}>
                <OneJob job={job} />
              </li>
            ))}
          </ul>
        )}
      </Pages>
    </Stack>
  );
}

function OneJob({ job }: { job: JobSummary }) {
  const { t } = useTranslation('jobs');
  const nameOf = useStateName();
  const format = useTimeFormat();
  const time = format.dateTime(job.createdAt);
  const one = { queue: job.queue, jobId: job.id };
  const isWaiting = job.state === 'ready' || job.state === 'deferred';
  return (
    <JobRow
      level={3}
      name={nameOf(job.state)}
      actions={
        job.state !== 'active' &&
        job.state !== 'completed' && (
          <>
            <JobAction
              label={t('retry')}
              name={t('retryNamed', { time })}
              run={() => foyer.jobs.retry(one)}
              done={() => t('retried')}
            />
            {isWaiting && (
              <JobAction
                label={t('cancel')}
                name={t('cancelNamed', { time })}
                run={() => foyer.jobs.cancel(one)}
                done={() => t('cancelledNow')}
              />
            )}
          </>
        )
      }
    >
      <div>{t('job', { time, tries: job.tries })}</div>
      {job.state === 'deferred' && <div>{t('startsAt', { time: format.dateTime(job.startsAt) })}</div>}
      {job.lastError && <div>{job.lastError}</div>}
      <Details job={job} />
    </JobRow>
  );
}

/** Asked for when somebody wants them. */
function Details({ job }: { job: JobSummary }) {
  const { t } = useTranslation('jobs');
  const [isOpen, setIsOpen] = useState(false);
  const details = useQuery({ ...jobQuery(job.queue, job.id), enabled: isOpen });
  return (
    <details onToggle={(toggled) => setIsOpen(toggled.currentTarget.open)}>
      <summary>{t('details')}</summary>
      {isOpen && (
        <Loaded query={details}>
          {({ id, payload, error }) => (
            <>
              <div>{id}</div>
              <Unfold title={t('payload')} text={payload} />
              {error !== null && <Unfold title={t('error')} text={error} />}
            </>
          )}
        </Loaded>
      )}
    </details>
  );
}

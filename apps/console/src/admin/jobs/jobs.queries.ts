import type { JobState, UndeliveredMail } from '@foyer/client/admin';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

/** What all of it begins with: a change may show anywhere on the page. */
export const jobsKey = ['jobs'] as const;

const refetchInterval = 5_000;

export const overviewQuery = queryOptions({
  queryKey: [...jobsKey, 'overview'],
  queryFn: () => foyer.jobs.overview(),
  refetchInterval,
});

export const schedulesQuery = queryOptions({
  queryKey: [...jobsKey, 'schedules'],
  queryFn: () => foyer.jobs.schedules(),
  refetchInterval,
});

export const queueJobsQuery = (queue: string, state: JobState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...jobsKey, 'list', queue, state],
    queryFn: ({ pageParam }) =>
      foyer.jobs.list({ queue, ...(state && { state }), ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval,
  });

export const jobQuery = (queue: string, jobId: string) =>
  queryOptions({
    queryKey: [...jobsKey, 'job', queue, jobId],
    queryFn: () => foyer.jobs.get({ queue, jobId }),
  });

export const deadLettersQuery = infiniteQueryOptions({
  queryKey: [...jobsKey, 'dead-letters'],
  queryFn: ({ pageParam }) => foyer.jobs.listDeadLetters({ ...(pageParam && { cursor: pageParam }) }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
  refetchInterval,
});

export const undeliveredMailsQuery = (state: UndeliveredMail['state'], kind: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...jobsKey, 'undelivered-mails', state, kind],
    queryFn: ({ pageParam }) =>
      foyer.undeliveredMails.list({ state, ...(kind && { kind }), ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval,
  });

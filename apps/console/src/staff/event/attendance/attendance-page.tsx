import type { Attendance } from '@foyer/client';
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import { ChartIcon } from '../../../shell/icons.tsx';
import { EmptyState, ErrorState } from '../../../shell/states.tsx';
import { clocksDiffer } from '../../../times/format-time.ts';
import { useOwnTimeZone } from '../../../times/use-own-time-zone.ts';
import { EventFrame } from '../event-frame.tsx';
import classes from './attendance.module.css';
import { PointsTable } from './points-table.tsx';

const route = getRouteApi('/staff/events/$eventId/attendance');

/** Drawing weighs more than the rest of the page: it comes when there is something to draw. */
const AreaOfPeople = lazy(() => import('./area-of-people.tsx').then((it) => ({ default: it.AreaOfPeople })));

export function attendanceQuery(eventId: string) {
  return queryOptions({
    queryKey: ['participations', 'attendance', eventId],
    queryFn: () => foyer.participations.attendance({ eventId }),
  });
}

/** How the event filled up, and how its people came in. Beside each drawing stands the same as a table. */
export function AttendancePage() {
  const { t } = useTranslation('attendees');
  const { eventId } = route.useParams();
  return (
    <EventFrame eventId={eventId} title={t('tabAttendance')}>
      {(event) => <Charts eventId={eventId} timeZone={event.timeZone} />}
    </EventFrame>
  );
}

function Charts({ eventId, timeZone }: { eventId: string; timeZone: string }) {
  const { t } = useTranslation(['attendees', 'shell']);
  const { data, error, isFetching, refetch } = useQuery(attendanceQuery(eventId));
  const ownTimeZone = useOwnTimeZone();
  const isElsewhere = clocksDiffer(new Date(), timeZone, ownTimeZone);
  if (data === undefined)
    return error === null ? (
      <Skeleton height={320} role="status" aria-label={t('shell:loading')} />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
    );
  if (data.standing.length === 0)
    return <EmptyState icon={<ChartIcon size={26} />} title={t('chartNone')} text={t('chartNoneText')} />;
  return (
    <Stack gap="xl">
      {isElsewhere && (
        <Text c="dimmed" size="sm">
          {t('attendees:chartZone', { timeZone })}
        </Text>
      )}
      <Standing points={data.standing} timeZone={timeZone} />
      <Door points={data.checkIns} timeZone={timeZone} />
    </Stack>
  );
}

function Standing({ points, timeZone }: { points: Attendance['standing']; timeZone: string }) {
  const { t } = useTranslation('attendees');
  const last = points.at(-1);
  const drawn = points.map((point) => ({
    ...point,
    waiting: point.waitlisted + point.offered,
    asking: point.requested + point.invited,
  }));
  return (
    <Drawn
      title={t('chartTitle')}
      text={t('chartText', {
        going: last?.going ?? 0,
        waiting: (last?.waitlisted ?? 0) + (last?.offered ?? 0),
      })}
    >
      <AreaOfPeople
        timeZone={timeZone}
        points={drawn}
        lines={[
          { key: 'going', name: t('chartGoing'), colour: 'var(--foyer-chart-1)' },
          { key: 'waiting', name: t('chartWaiting'), colour: 'var(--foyer-chart-2)' },
          { key: 'asking', name: t('chartAsking'), colour: 'var(--foyer-chart-3)' },
        ]}
      />
      <PointsTable
        timeZone={timeZone}
        points={drawn}
        columns={[
          { key: 'joined', name: t('tableJoined') },
          { key: 'left', name: t('tableLeft') },
          { key: 'going', name: t('chartGoing') },
          { key: 'waiting', name: t('chartWaiting') },
          { key: 'asking', name: t('chartAsking') },
        ]}
      />
    </Drawn>
  );
}

function Door({ points, timeZone }: { points: Attendance['checkIns']; timeZone: string }) {
  const { t } = useTranslation('attendees');
  const count = points.at(-1)?.checkedIn ?? 0;
  const text = count === 0 ? t('doorChartNone') : t('doorChartText', { count });
  return (
    <Drawn title={t('doorChartTitle')} text={text}>
      {count > 0 && (
        <>
          <AreaOfPeople
            timeZone={timeZone}
            points={points}
            lines={[{ key: 'checkedIn', name: t('doorChartIn'), colour: 'var(--foyer-chart-1)' }]}
          />
          <PointsTable
            timeZone={timeZone}
            points={points}
            columns={[{ key: 'checkedIn', name: t('doorChartIn') }]}
          />
        </>
      )}
    </Drawn>
  );
}

function Drawn({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" mb="md">
        {text}
      </Text>
      <Suspense fallback={<Skeleton height={280} />}>{children}</Suspense>
    </section>
  );
}

import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

/** A zone in which it is noon, and a little later. */
function zoneAtNoon(): string {
  const ahead = 12 - stage.server.clock.now().getUTCHours();
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

test('E14 no date of a series is moved to where it would be over, and the refusal says which', async () => {
  const timeZone = zoneAtNoon();
  const now = Temporal.Instant.fromEpochMilliseconds(stage.server.clock.now().getTime());
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const draft = await stage.byStaff('events.create', {
    name: 'Swim',
    startsAtLocal: `${today}T20:00`,
    endsAtLocal: `${today}T21:00`,
    timeZone,
  });
  const rule = 'FREQ=DAILY;COUNT=3';
  const { id: seriesId } = (await stage.byStaff('series.create', { eventId: draft.data.id, rule })).data;
  const { items } = (await stage.byStaff('series.listDates', { seriesId, limit: 10 })).data;
  const [, second, third] = items.map(({ eventId }) => eventId) as [string, string, string];
  const tomorrow = today.add({ days: 1 });
  const toTheMorning = async (scope: string) => {
    const { version } = (await stage.byStaff('events.get', { eventId: second })).data;
    const times = { startsAtLocal: `${tomorrow}T08:00`, endsAtLocal: `${tomorrow}T09:00` };
    return stage.byStaff('series.update', { eventId: second, version, scope, ...times });
  };
  const refused = await toTheMorning('all');
  expect(refused.outcome).toBe('EVENT_TIMES_INVALID');
  expect(refused.fault?.fields).toMatchObject([
    { path: 'endsAtLocal', message: `The end on ${today} must lie ahead.` },
  ]);
  expect((await stage.byStaff('events.get', { eventId: third })).data.startsAtLocal).toContain('T20:00');
  expect((await toTheMorning('following')).outcome).toBe('OK');
  expect((await stage.byStaff('events.get', { eventId: third })).data.startsAtLocal).toContain('T08:00');
});

test('E16 a date that was called off gives its week no second chance, though it was put away since', async () => {
  const startsAt = new Date('2031-03-04T19:00:00Z');
  const eventId = await stage.publish({ startsAt, status: 'draft' });
  const rule = 'FREQ=WEEKLY;COUNT=3';
  const { id: seriesId } = (await stage.byStaff('series.create', { eventId, rule })).data;
  await stage.byStaff('series.publish', { seriesId });
  const dates = () =>
    stage.server.database.query(
      `select id, occurrence_date, status, version from event where series_id = '${seriesId}' order by occurrence_date`,
    );
  const [first, second] = await dates();
  await stage.byStaff('events.cancel', { eventId: second?.id, reason: 'It rains.' });
  await stage.byStaff('events.archive', { eventId: second?.id });
  const changed = await stage.byStaff('series.update', {
    ...{ eventId, version: first?.version, scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=3' },
    ...{ startsAtLocal: '2031-03-05T19:00', endsAtLocal: '2031-03-05T21:00' },
  });
  expect(changed.data).toMatchObject({ added: 0 });
  expect((await dates()).map((row) => [row.occurrence_date, row.status])).toEqual([
    ['2031-03-05', 'published'],
    ['2031-03-12', 'archived'],
    ['2031-03-19', 'published'],
  ]);
});

import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '../../kernel/actor.ts';
import { createClock, HOUR_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { accountActor } from '../../testing/account-actor.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { checkIn, undoCheckIn } from '../check-ins/check-in.ts';
import { listDoor } from '../check-ins/list-door.ts';
import { readAttendees } from '../exports/read-attendees.ts';
import { writeAttendees } from '../exports/write-attendees.ts';
import { inviteByCsv } from '../invitations/invite-by-csv.ts';
import { listInvitations } from '../invitations/list-invitations.ts';
import { countParticipants } from '../participations/count-participants.ts';
import { joinEvent } from '../participations/join-event.ts';
import { listParticipants } from '../participations/list-participants.ts';
import { readHistory } from '../participations/read-history.ts';
import { readAttendanceOverTime } from './read-attendance-over-time.ts';

let database: SqliteDatabase;
let people: AccountActor[];
const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });

beforeAll(async () => {
  database = await openTestStandby();
  const now = clock.now();
  people = ['Ada', 'Bo', 'Cy'].map((fullName) =>
    accountActor(now, { profile: { fullName, address: `${fullName.toLowerCase()}@example.org` } }),
  );
  await transactional(database.fork(), async (em) => {
    for (const { accountId, profile } of people)
      em.create(
        AccountEntity,
        { id: accountId, addressKey: profile.address, addressVerifiedAt: now, updatedAt: now, ...profile },
        { persist: true },
      );
  });
});
afterAll(async () => {
  await database.close();
});

function as<Result>(actor: AccountActor, work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return transactional(database.fork(), (em) =>
    work({ em, clock, config, log, jobs: outboxJobsIn(em), actor }),
  );
}

test('everything that runs an event works on the standby too', async () => {
  const [ada, bo, cy] = people as [AccountActor, AccountActor, AccountActor];
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 2, timeZone: 'Asia/Kathmandu' });
  await as(ada, (ctx) => joinEvent(ctx, { eventId }));
  clock.setAheadMs(HOUR_MS);
  for (const one of [bo, cy]) await as(one, (ctx) => joinEvent(ctx, { eventId }));
  const door = await as(ada, (ctx) => listDoor(ctx, { eventId, limit: 1_000 }));
  expect(door.items.map(({ fullName, state }) => `${fullName} ${state}`)).toEqual([
    'Ada going',
    'Bo going',
    'Cy waitlisted',
  ]);
  const participationId = door.items[0]?.participationId ?? '';
  const scannedAt = new Date(clock.now().getTime() - 60_000);
  const first = await as(ada, (ctx) => checkIn(ctx, { eventId, participationId, scannedAt }));
  expect(first).toMatchObject({ isFirst: true, checkedInAt: scannedAt });
  await as(ada, (ctx) => undoCheckIn(ctx, { eventId, participationId }));
  await expect(as(ada, (ctx) => checkIn(ctx, { eventId, participationId, scannedAt }))).rejects.toMatchObject(
    {
      kind: { code: 'CHECK_IN_UNDONE' },
    },
  );
  await as(ada, (ctx) => checkIn(ctx, { eventId, participationId }));

  const found = async (filter: object) =>
    (await as(ada, (ctx) => listParticipants(ctx, { eventId, limit: 20, ...filter }))).items.map(
      (one) => one.fullName,
    );
  expect(await found({ search: 'B' })).toEqual(['Bo']);
  expect(await found({ search: 'CY@EXAMPLE' })).toEqual(['Cy']);
  expect(await found({ checkedIn: 'yes' })).toEqual(['Ada']);
  expect(await as(ada, (ctx) => countParticipants(ctx, { eventId }))).toMatchObject({
    going: 2,
    waitlisted: 1,
    checkedIn: 1,
  });
  const { items } = await as(ada, (ctx) => readHistory(ctx, { participationId, limit: 20 }));
  expect(items).toMatchObject([
    { from: null, to: 'going', actorName: 'Ada', isActorSystem: false, isOverride: false },
  ]);
  const { standing, checkIns } = await as(ada, (ctx) => readAttendanceOverTime(ctx, { eventId }));
  expect(standing.map(({ going, waitlisted }) => [going, waitlisted])).toEqual([
    [1, 0],
    [2, 1],
  ]);
  expect(checkIns.map(({ checkedIn }) => checkedIn)).toEqual([1]);

  const invite = { eventId, csv: 'name,address\nDi,di@example.org', isTrial: false };
  expect((await as(ada, (ctx) => inviteByCsv(ctx, invite))).pending).toMatchObject([{ fullName: 'Di' }]);
  const pending = await as(ada, (ctx) => listInvitations(ctx, { eventId, limit: 20 }));
  expect(pending.items).toMatchObject([{ address: 'di@example.org', fullName: 'Di' }]);
  const csv = await as(ada, (ctx) =>
    text(writeAttendees(readAttendees(ctx, eventId), { format: 'csv', timeZone: 'Asia/Kathmandu' })),
  );
  expect(csv.split('\r\n').map((line) => line.split(',')[0])).toEqual(['Name', 'Ada', 'Bo', 'Cy']);
});

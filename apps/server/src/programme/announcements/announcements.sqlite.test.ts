import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, createClock, HOUR_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import type { EntityManager } from '../../kernel/database/entity-manager.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { newId } from '../../kernel/ids.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { ParticipationEntity } from '../participations/participations.entity.ts';
import { cancelAnnouncement } from './cancel-announcement.ts';
import { createAnnouncement } from './create-announcement.ts';
import { postDueAnnouncements } from './post-announcements.job.ts';
import { listAnnouncements, readAnnouncement } from './read-announcements.ts';

const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
let database: SqliteDatabase;

beforeAll(async () => {
  database = await openTestStandby();
});
afterAll(async () => {
  await database.close();
});

function contextIn(em: EntityManager): Context {
  const actor = { kind: 'system', name: 'test' } as const;
  return { em, jobs: outboxJobsIn(em), clock, config, actor, log: createLog({ LOG_LEVEL: 'silent' }) };
}
const change = <Result>(run: (ctx: Context) => Promise<Result>) =>
  transactional(database.fork(), (em) => run(contextIn(em)));

test('the standby posts an announcement at its time to those whom it is for, once, and takes one back', async () => {
  const now = clock.now();
  const eventId = await makeEvent(database.fork(), now);
  await transactional(database.fork(), async (em) => {
    for (const [index, state] of (['going', 'going', 'waitlisted', 'left'] as const).entries()) {
      const accountId = newId();
      const address = `${accountId}@example.org`;
      const own = {
        id: accountId,
        address,
        addressKey: address,
        fullName: 'Ada',
        createdAt: now,
        updatedAt: now,
      };
      await em.insert(AccountEntity, own as never);
      const place = { id: newId(), eventId, accountId, state, source: 'self', joinedAt: now, updatedAt: now };
      await em.insert(ParticipationEntity, { ...place, checkedInAt: index === 0 ? now : null } as never);
    }
  });
  const said = { eventId, subject: 'Bring a mug', body: 'There is tea.' };
  const sendAt = after(now, HOUR_MS);
  const made = await change((ctx) =>
    createAnnouncement(ctx, { ...said, states: ['going', 'waitlisted'], checkedIn: 'no', sendAt }),
  );
  expect(made).toMatchObject({ state: 'scheduled', mails: { posted: 0 } });
  clock.setAheadMs(2 * HOUR_MS);
  await postDueAnnouncements(contextIn(database.fork()));
  await postDueAnnouncements(contextIn(database.fork()));
  const { items } = await listAnnouncements(contextIn(database.fork()), { eventId, limit: 10 });
  expect(items).toMatchObject([{ id: made.id, state: 'posted', mails: { posted: 2, waiting: 2 } }]);
  await change((ctx) => cancelAnnouncement(ctx, { announcementId: made.id }));
  expect(await readAnnouncement(contextIn(database.fork()), made.id)).toMatchObject({
    state: 'cancelled',
    states: ['going', 'waitlisted'],
    mails: { posted: 2, waiting: 0, withdrawn: 2 },
  });
  const told = await database.fork().execute('select acknowledged_at is null as is_new from notification');
  expect(told).toEqual([{ is_new: 0 }, { is_new: 0 }]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '../../kernel/actor.ts';
import { after, createClock, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { newId } from '../../kernel/ids.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { notices } from '../../mail-registry.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { eventCancelledMail } from '../../programme/events/event-cancelled.mail.ts';
import { EventEntity } from '../../programme/events/events.entity.ts';
import { recipientsOf } from '../../programme/participations/find-recipients.ts';
import { participationMails } from '../../programme/participations/participation.mail.ts';
import { ParticipationEntity } from '../../programme/participations/participations.entity.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { postMail } from '../deliveries/post-mail.ts';
import { postToMany } from '../deliveries/post-to-many.ts';
import { acknowledgeNotifications } from './acknowledge-notifications.ts';
import { countNotifications } from './count-notifications.ts';
import { listNotifications } from './list-notifications.ts';
import { setNotificationPreferences } from './notification-preferences.ts';
import { readNews } from './read-news.ts';

const clock = createClock();
let database: SqliteDatabase;

beforeAll(async () => {
  database = await openTestStandby();
});
afterAll(async () => {
  await database.close();
});

const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });

function contextOf(accountId: string, em = database.fork()): Context {
  const profile = { locale: 'de' } as AccountActor['profile'];
  const actor = { kind: 'account', accountId, profile } as AccountActor;
  return { em, clock, config, jobs: outboxJobsIn(em), log: createLog(config), actor };
}

test('the standby keeps, numbers, tells and acknowledges the same', async () => {
  const now = clock.now();
  const made = { createdAt: now, updatedAt: now };
  const [accountId, participationId, eventId] = [newId(), newId(), newId()];
  const address = 'a@example.org';
  const ctx = contextOf(accountId);
  await ctx.em.insert(AccountEntity, {
    id: accountId,
    address,
    addressKey: address,
    fullName: 'Ada Example',
    ...made,
  } as never);
  const startsAt = after(now, 3 * DAY_MS);
  await ctx.em.insert(EventEntity, {
    id: eventId,
    name: 'Repair café',
    shortDescription: '',
    description: '',
    startsAtLocal: '2030-03-14T19:00',
    endsAtLocal: '2030-03-14T22:00',
    timeZone: 'Europe/Vienna',
    startsAt,
    endsAt: after(startsAt, HOUR_MS),
    version: 1,
    ...made,
  } as never);
  await ctx.em.insert(ParticipationEntity, {
    id: participationId,
    eventId,
    accountId,
    state: 'going',
    joinedAt: now,
    updatedAt: now,
  } as never);
  const confirm = () =>
    transactional(database.fork(), (em) =>
      postMail(contextOf(accountId, em), participationMails.confirmed, {
        sendKey: 'confirmed',
        recipient: address,
        accountId,
        aboutId: participationId,
        locale: 'de',
        payload: { participationId },
      }),
    );
  await confirm();
  await confirm();
  await transactional(database.fork(), (em) =>
    postToMany(contextOf(accountId, em), eventCancelledMail, {
      recipients: recipientsOf(eventId, ['going']),
      sendKey: 'event-cancelled',
      payload: { aboutKey: 'participationId', common: { eventId } },
    }),
  );
  const list = async () => (await listNotifications(contextOf(accountId), { limit: 20 }, notices)).items;
  expect((await list()).map((one) => [one.number, one.title, one.eventId])).toEqual([
    [2, 'Abgesagt: Repair café', eventId],
    [1, 'Sie sind dabei: Repair café', eventId],
  ]);
  const kinds = [...notices.keys()];
  const news = await readNews(contextOf(accountId), { accountId, after: 1, kinds });
  expect(news).toMatchObject({ unacknowledged: 2, isWhole: true });
  expect(news.rows.map((row) => row.number)).toEqual([2]);
  expect(await acknowledgeNotifications(contextOf(accountId), { upTo: 1 }, notices)).toEqual({
    unacknowledged: 1,
  });
  expect(await countNotifications(contextOf(newId()), {}, notices)).toEqual({ unacknowledged: 0 });
  expect(await setNotificationPreferences(contextOf(accountId), { seats: false })).toEqual({
    reminders: true,
    announcements: true,
    seats: false,
  });
});

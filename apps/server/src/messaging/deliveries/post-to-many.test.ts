import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import { jsonOf, sqlOf } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { declareMail } from '../mails/declare-mail.ts';
import { type ClaimedDelivery, claimDeliveries } from './claim-deliveries.ts';
import { postToMany, type RecipientRow } from './post-to-many.ts';

const noteMail = declareMail({
  kind: 'note',
  lane: 'bulk',
  payload: z.object({ eventId: z.string(), participationId: z.uuid(), former: z.string().optional() }),
  write: () => ({ subject: 'A note', preheader: '', heading: 'A note', blocks: [] }),
});

let installation: TestInstallation;
let standby: SqliteDatabase;

beforeAll(async () => {
  installation = await openTestInstallation();
  standby = await openTestStandby();
});
afterAll(async () => {
  await installation.close();
  await standby.close();
});

const people: RecipientRow[] = Array.from({ length: 5 }, (_, number) => ({
  aboutId: newId(),
  accountId: newId(),
  recipient: `person-${number}@example.org`,
  locale: 'de' as const,
}));
const rows = () =>
  sql<RecipientRow>`(${sql.join(
    people.map(
      (one) =>
        sql`select cast(${one.aboutId} as ${sql.raw(type)}) as "aboutId", cast(${one.accountId} as ${sql.raw(type)}) as "accountId", ${one.recipient} as recipient, ${one.locale} as locale`,
    ),
    sql` union all `,
  )})`;
let type = 'uuid';

const post = (ctx: Context) =>
  postToMany(ctx, noteMail, {
    recipients: rows,
    sendKey: 'note',
    payload: { aboutKey: 'participationId', common: { eventId: 'it’s "one"', former: undefined } },
  });

async function expectPosted(ctx: Context): Promise<void> {
  await post(ctx);
  await post(ctx);
  const posted = await sqlOf(ctx.em).selectFrom('delivery').selectAll().orderBy('recipient').execute();
  expect(
    posted.map((row) => [row.send_key, row.recipient, row.account_id, row.locale, jsonOf(row.payload)]),
  ).toEqual(
    people.map((one) => [
      `note:${one.aboutId}`,
      one.recipient,
      one.accountId,
      'de',
      { eventId: 'it’s "one"', participationId: one.aboutId },
    ]),
  );
  for (const row of posted) {
    expect(row.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(row.message_id).toMatch(new RegExp(`^<${row.id}@[^<>]+>$`));
  }
  const claimed = await claimDeliveries(ctx, { lane: 'bulk', most: 10 });
  expect(claimed.map((one: ClaimedDelivery) => noteMail.payload.parse(one.payload))).toHaveLength(5);
}

test('a mail to many is one row each, once, due now', async () => {
  await expectPosted(installation.contextOf());
});

test('the standby posts to many as well', async () => {
  type = 'text';
  const em = standby.fork();
  await expectPosted({ ...installation.contextOf(), em, jobs: outboxJobsIn(em) });
});

test('refuses what must not wait or be read', async () => {
  const refused = { recipients: rows, sendKey: 'x', payload: { aboutKey: 'eventId' as const, common: {} } };
  for (const mail of [
    { ...noteMail, lane: 'prompt' as const },
    { ...noteMail, isSecret: true },
  ])
    await expect(postToMany(installation.contextOf(), mail, refused)).rejects.toThrow(
      'is not a mail to many',
    );
});

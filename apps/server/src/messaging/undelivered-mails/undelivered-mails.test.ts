import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdminClient } from '../../../../../packages/client/src/admin.ts';
import { signInUnknownMail } from '../../identity/sign-ins/sign-in-unknown.mail.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { adminClientOf } from '../../testing/admin-client.ts';
import { makePerson, type Person } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { postMail } from '../deliveries/post-mail.ts';
import { settleDelivery } from '../deliveries/settle-delivery.ts';

let server: TestServer;
let superuser: Person;
let admin: AdminClient;
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  superuser = await makePerson({ config: server.config, databaseUrl: server.database.url }, 'superuser');
  admin = adminClientOf(server, superuser.token);
  // The lane is held back, so that the mails stand as this test leaves them.
  await admin.jobs.pause({ queue: 'deliver-mail' });
});
afterAll(() => server?.stop());

const system = { kind: 'system', name: 'test' } as const;
const context = () => server.installation.contextIn(server.installation.database.fork(), system);

/** Mails whose process died just when their bodies were on their way. */
async function makeUnknown(...recipients: string[]): Promise<string[]> {
  await transactional(server.installation.database.fork(), async (em) => {
    const ctx = server.installation.contextIn(em, system);
    for (const recipient of recipients)
      await postMail(ctx, signInUnknownMail, { sendKey: recipient, recipient, locale: 'en', payload: {} });
  });
  const rows = await server.database.query(
    `update delivery set state = 'unknown', owner = 'gone', tries = 1, outcome = 'the connection broke'
     where recipient in (${recipients.map((one) => `'${one}'`).join()}) returning id, recipient`,
  );
  return recipients.map((one) => rows.find(({ recipient }) => recipient === one)?.id as string);
}

const stateOf = async (id: string) =>
  (await server.database.query(`select state, payload, outcome from delivery where id = '${id}'`))[0];
const received = (address: string) => server.mailsTo(address).then(({ length }) => length);

test('J3 an unknown mail is shown with what is known of it, and is sent again only when somebody says so', async () => {
  const [sent = '', again = ''] = await makeUnknown('sent@example.org', 'again@example.org');
  const { items } = await admin.undeliveredMails.list();
  expect(items.find(({ id }) => id === again)).toMatchObject({
    kind: 'sign-in-unknown',
    lane: 'prompt',
    recipient: 'again@example.org',
    messageId: `<${again}@localhost>`,
    outcome: 'the connection broke',
  });
  const { lanes } = await admin.jobs.overview();
  expect(lanes.find(({ lane }) => lane === 'prompt')).toMatchObject({ unknown: 2, isPaused: true });

  expect(await admin.undeliveredMails.resolve({ as: 'sent', ids: [sent] })).toEqual({ resolved: 1, left: 0 });
  expect(await admin.undeliveredMails.resolve({ as: 'send-again', ids: [again] })).toEqual({
    resolved: 1,
    left: 0,
  });
  // Whoever still waited for the relay's answer has lost the mail.
  await settleDelivery(context(), { id: again, owner: 'gone', lane: 'prompt', tries: 1 } as never, {
    state: 'sent',
    outcome: '250 Ok',
  });
  expect(await stateOf(again)).toMatchObject({ state: 'pending' });
  await admin.jobs.resume({ queue: 'deliver-mail' });
  await until(async () => (await stateOf(again))?.state === 'sent', 'it was sent again');
  expect([await received('again@example.org'), await received('sent@example.org')]).toEqual([1, 0]);
  expect(await stateOf(sent)).toMatchObject({ state: 'sent', payload: {} });
  const entries = await server.database.query(
    `select action, actor_id, details from audit_entry where subject_id in ('${sent}', '${again}') order by id`,
  );
  expect(entries).toEqual([
    { action: 'mail.held-for-sent', actor_id: superuser.accountId, details: { kind: 'sign-in-unknown' } },
    { action: 'mail.sent-again', actor_id: superuser.accountId, details: { kind: 'sign-in-unknown' } },
  ]);
  await admin.jobs.pause({ queue: 'deliver-mail' });
});

test('resolves many by what they are, those before a time, and no others', async () => {
  const addresses = Array.from({ length: 4 }, (_, number) => `many-${number}@example.org`);
  const ids = await makeUnknown(...addresses);
  await server.database.query(
    `update delivery set created_at = now() - interval '2 days' where id in ('${ids[0]}', '${ids[1]}')`,
  );
  await server.database.query(`update delivery set kind = 'welcome' where id = '${ids[0]}'`);
  const yesterday = new Date(Date.now() - 86_400_000);
  expect(
    await admin.undeliveredMails.resolve({ as: 'sent', kind: 'sign-in-unknown', createdBefore: yesterday }),
  ).toEqual({ resolved: 1, left: 0 });
  expect((await admin.undeliveredMails.list({ kind: 'welcome' })).items.map(({ id }) => id)).toEqual([
    ids[0],
  ]);
  expect((await admin.undeliveredMails.list({ limit: 2 })).items).toHaveLength(2);
  expect(await admin.undeliveredMails.resolve({ as: 'sent' })).toEqual({ resolved: 3, left: 0 });
  expect((await admin.undeliveredMails.list()).items).toEqual([]);
});

test('a refused mail keeps what it is to say, and is sent again or given up when somebody says so', async () => {
  const [again = '', up = ''] = await makeUnknown('refused@example.org', 'given-up@example.org');
  await server.database.query(
    `update delivery set state = 'claimed', payload = '{"why":"kept"}' where id in ('${again}', '${up}')`,
  );
  const held = (id: string, payload: object) =>
    ({ id, owner: 'gone', lane: 'prompt', tries: 1, payload }) as never;
  const refusal = { state: 'failed', outcome: '554 not from you' } as const;
  for (const id of [again, up]) await settleDelivery(context(), held(id, { why: 'kept' }), refusal);
  expect((await admin.undeliveredMails.list()).items).toEqual([]);
  const { items } = await admin.undeliveredMails.list({ state: 'failed' });
  expect(items.map(({ id, outcome, canBeSentAgain }) => ({ id, outcome, canBeSentAgain }))).toEqual(
    [again, up]
      .sort()
      .reverse()
      .map((id) => ({ id, outcome: '554 not from you', canBeSentAgain: true })),
  );

  const wrong = await admin.undeliveredMails.resolve.safe({ state: 'failed', as: 'sent' });
  expect(wrong).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
  const give = { state: 'failed' as const, as: 'given-up' as const, ids: [up] };
  expect(await admin.undeliveredMails.resolve(give)).toEqual({ resolved: 1, left: 0 });
  expect(await stateOf(up)).toMatchObject({ state: 'withdrawn', payload: {} });
  const retry = { state: 'failed', as: 'send-again' } as const;
  expect(await admin.undeliveredMails.resolve(retry)).toEqual({ resolved: 1, left: 0 });
  expect(await stateOf(again)).toMatchObject({ state: 'pending', payload: { why: 'kept' } });
});

test('A6 what carried a code is emptied when it was refused, and is not sent again', async () => {
  const [code = ''] = await makeUnknown('code@example.org');
  await server.database.query(
    `update delivery set state = 'claimed', payload = '{"sealed":"x"}' where id = '${code}'`,
  );
  const held = { id: code, owner: 'gone', lane: 'prompt', tries: 1, payload: { sealed: 'x' } } as never;
  await settleDelivery(context(), held, { state: 'failed', outcome: '550 nobody' });
  expect(await stateOf(code)).toMatchObject({ state: 'failed', payload: {} });
  const { items } = await admin.undeliveredMails.list({ state: 'failed' });
  expect(items.find(({ id }) => id === code)).toMatchObject({ canBeSentAgain: false });
  const retry = { state: 'failed', as: 'send-again' } as const;
  expect(await admin.undeliveredMails.resolve(retry)).toEqual({ resolved: 0, left: 0 });
});

test('both lanes can be held back, and what is posted meanwhile is sent afterwards', async () => {
  await admin.jobs.pause({ queue: 'bulk-mail' });
  await server.database.query(`update delivery set state = 'withdrawn' where state = 'pending'`);
  await transactional(server.installation.database.fork(), (em) =>
    postMail(server.installation.contextIn(em, system), signInUnknownMail, {
      sendKey: 'held',
      recipient: 'held@example.org',
      locale: 'en',
      payload: {},
    }),
  );
  await server.database.query(
    `insert into delivery (id, send_key, kind, lane, recipient, locale, payload, state, due_at, next_try_at, message_id, created_at)
     select gen_random_uuid(), 'held-bulk', kind, 'bulk', 'held-bulk@example.org', locale, payload, 'pending', due_at, next_try_at, '<held-bulk@localhost>', created_at
     from delivery where send_key = 'held'`,
  );
  const { lanes } = await admin.jobs.overview();
  expect(lanes.map(({ isPaused, ready, active }) => [isPaused, ready, active])).toEqual([
    [true, 1, 0],
    [true, 1, 0],
  ]);
  await admin.jobs.resume({ queue: 'bulk-mail' });
  await until(async () => (await received('held-bulk@example.org')) === 1, 'the bulk lane goes on');
  expect(await received('held@example.org')).toBe(0);
  await admin.jobs.resume({ queue: 'deliver-mail' });
  await until(async () => (await received('held@example.org')) === 1, 'the prompt lane goes on');
});

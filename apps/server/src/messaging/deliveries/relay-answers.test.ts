import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import {
  type ScriptedRelay,
  type SmtpPhase,
  startScriptedRelay,
} from '../../testing/start-scripted-relay.ts';
import { until } from '../../testing/until.ts';
import { declareMail } from '../mails/declare-mail.ts';
import { paragraph } from '../mails/mail-content.ts';
import { postMail } from './post-mail.ts';
import { AT_ONCE } from './sender.ts';
import { type Deliveries, startDeliveries } from './start-deliveries.ts';

const noteMail = declareMail({
  kind: 'note',
  lane: 'bulk',
  payload: z.object({}),
  write: () => ({ subject: 'A note', preheader: '', heading: 'A note', blocks: [paragraph('Words')] }),
});

/** Enough for a relay on loopback, and not too much for one that says nothing. */
const DEADLINES = { turnMs: 500, envelopeMs: 3_000, answerMs: 3_000 };

let relay: ScriptedRelay;
let installation: TestInstallation;
let deliveries: Deliveries;

beforeAll(async () => {
  relay = await startScriptedRelay();
  installation = await openTestInstallation({ SMTP_URL: relay.url });
});
afterEach(async () => {
  await deliveries.stop();
  await installation.testDatabase.query('delete from delivery');
  installation.clock.setAheadMs(0);
  relay.bodies.length = 0;
});
afterAll(async () => {
  await installation.close();
  await relay.stop();
});

async function sendOne(says: ScriptedRelay['says']): Promise<void> {
  relay.says = says;
  await post(1);
  start();
}

async function post(count: number): Promise<void> {
  await installation.inTransaction(async (ctx) => {
    for (let index = 1; index <= count; index++)
      await postMail(ctx, noteMail, {
        sendKey: `${index}`,
        recipient: `no${index}@example.org`,
        locale: 'en',
        payload: {},
      });
  });
}

function start(deadlines = DEADLINES): void {
  deliveries = startDeliveries({ mails: [noteMail], contextOf: installation.contextOf, deadlines });
}

async function row(): Promise<Record<string, unknown> | undefined> {
  const [first] = await installation.testDatabase.query('select * from delivery');
  return first;
}

/** Tried once and put down again, whichever way. */
const tried = () =>
  until(async () => {
    const found = await row();
    return Number(found?.tries) > 0 && found?.owner === null && found;
  }, 'the mail was tried');

/** Everything goes well again, and all waiting is over. */
async function recover(): Promise<void> {
  relay.says = {};
  relay.bodies.length = 0;
  installation.clock.setAheadMs(DAY_MS);
  deliveries.wake();
}

const PHASES: SmtpPhase[] = ['mail', 'rcpt', 'data', 'body'];
const BEFORE_THE_BODY: SmtpPhase[] = ['greeting', 'mail', 'rcpt', 'data'];

test.each(
  PHASES.flatMap((phase) =>
    ['421 4.3.0 Closing', '451 4.7.1 Later', '452 4.2.2 Full'].map((said) => [phase, said] as const),
  ),
)('J3 tries again when the relay says at %s: %s', async (phase, said) => {
  await sendOne({ [phase]: said });
  const waiting = await tried();
  expect(waiting.state).toBe('pending');
  expect(waiting.outcome).toContain(said.slice(0, 3));
  await recover();
  await until(async () => (await row())?.state === 'sent', 'the mail was sent');
  expect(relay.bodies).toHaveLength(1);
});

test.each(
  PHASES.flatMap((phase) =>
    ['550 5.1.1 Nobody here', '554 5.7.1 Refused'].map((said) => [phase, said] as const),
  ),
)('J3 gives up when the relay says at %s: %s', async (phase, said) => {
  await sendOne({ [phase]: said });
  const refused = await tried();
  expect(refused).toMatchObject({ state: 'failed', outcome: expect.stringContaining(said), payload: {} });
});

test.each(
  BEFORE_THE_BODY.flatMap((phase) =>
    (['hangs up', 'resets', 'says nothing', 'what was that?', '\u0007\u00ff 9'] as const).map(
      (does) => [phase, does] as const,
    ),
  ),
)('J3 tries again when the relay at %s does: %s. Nothing of the body has left', async (phase, does) => {
  await sendOne({ [phase]: does });
  expect((await tried()).state).toBe('pending');
  expect(relay.bodies).toHaveLength(0);
  await recover();
  await until(async () => (await row())?.state === 'sent', 'the mail was sent');
  expect(relay.bodies).toHaveLength(1);
});

test('J3 a relay that accepts and then resets has accepted', async () => {
  await sendOne({ body: 'accepts and resets' });
  // A reset may overtake the answer on its way; then nobody knows, and nothing is sent again either.
  expect(['sent', 'unknown']).toContain((await tried()).state);
  await expectNoOtherTry();
});

test.each(['hangs up', 'resets', 'says nothing', 'what was that?', '399 Hm', '\u0007\u00ff 9'] as const)(
  'J3 does not send again when the relay, instead of a definite answer to the body, does: %s',
  async (does) => {
    await sendOne({ body: does });
    expect((await tried()).state).toBe('unknown');
    await expectNoOtherTry();
  },
);

/** The body has left once, and however much time passes, only others follow it. */
async function expectNoOtherTry(): Promise<void> {
  expect(relay.bodies).toHaveLength(1);
  const before = (await row())?.state;
  await recover();
  await installation.inTransaction((ctx) =>
    postMail(ctx, noteMail, { sendKey: 'two', recipient: 'two@example.org', locale: 'en', payload: {} }),
  );
  deliveries.wake();
  await until(() => relay.bodies.length === 1, 'a later mail was sent');
  expect(relay.bodies[0]).toContain('two@example.org');
  await until(
    async () =>
      JSON.stringify(
        await installation.testDatabase.query('select state from delivery order by send_key'),
      ) === JSON.stringify([{ state: before }, { state: 'sent' }]),
    'the later mail alone was sent',
  );
}

test.each(
  (['greeting', 'hello'] as const).flatMap((phase) =>
    ['421 4.3.2 Closing', '451 4.7.1 Later', '452 4.3.1 Full', '550 5.7.1 No', '554 5.3.2 Not today'].map(
      (said) => [phase, said] as const,
    ),
  ),
)('J3 a relay that refuses at %s to talk to us at all has not refused the mail: %s', async (phase, said) => {
  await sendOne({ [phase]: said });
  expect((await tried()).state).toBe('pending');
  await recover();
  await until(async () => (await row())?.state === 'sent', 'the mail was sent');
  expect(relay.bodies).toHaveLength(1);
});

test('J3 a relay that hangs costs a try only what it was asked for', async () => {
  await post(300);
  relay.says = {};
  start();
  await until(() => relay.bodies.length > 60, 'the relay was quick');
  relay.says = { mail: 'says nothing' };
  const handedBack = () =>
    installation.testDatabase.query(
      "select tries from delivery where owner is null and outcome like 'no connection%'",
    );
  await until(async () => (await handedBack()).length > 0, 'some had no connection in time');
  expect(await handedBack()).not.toContainEqual({ tries: 1 });
  // Those who were asked about had as many connections as there are, and nobody is claimed to wait behind them again.
  const atWork = async () =>
    (await installation.testDatabase.query("select from delivery where state = 'claimed'")).length;
  await until(
    async () => (await atWork()) === AT_ONCE.bulk,
    'no more are at work than there are connections',
  );
  for (let looks = 0; looks < 10; looks++) expect(await atWork()).toBeLessThanOrEqual(AT_ONCE.bulk);
});

test('J3 stopping hands back what waits for the relay, and takes no try from it', async () => {
  await post(1);
  relay.says = { rcpt: 'says nothing' };
  start({ ...DEADLINES, envelopeMs: 60_000 });
  await until(async () => (await row())?.state === 'claimed', 'it is at work');
  await deliveries.stop();
  expect(await row()).toMatchObject({
    state: 'pending',
    tries: 0,
    owner: null,
    outcome: 'sending was stopped',
  });
});

test('gives up after eight tries', async () => {
  await sendOne({ mail: '451 4.7.1 Later' });
  for (let tries = 1; tries <= 8; tries++) {
    await until(async () => {
      const found = await row();
      return Number(found?.tries) === tries && found?.owner === null;
    }, `it was tried ${tries} times`);
    installation.clock.setAheadMs(tries * DAY_MS);
    deliveries.wake();
  }
  expect((await row())?.state).toBe('failed');
});

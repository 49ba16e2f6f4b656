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
import { type Deliveries, startDeliveries } from './start-deliveries.ts';

const noteMail = declareMail({
  kind: 'note',
  lane: 'bulk',
  payload: z.object({}),
  write: () => ({ subject: 'A note', preheader: '', heading: 'A note', blocks: [paragraph('Words')] }),
});

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
  await installation.inTransaction((ctx) =>
    postMail(ctx, noteMail, { sendKey: 'one', recipient: 'one@example.org', locale: 'en', payload: {} }),
  );
  deliveries = startDeliveries({ mails: [noteMail], contextOf: installation.contextOf });
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

test.each(['greeting', 'mail', 'rcpt', 'data'] as const)(
  'J3 tries again when the relay hangs up at %s: nothing of the body has left',
  async (phase) => {
    await sendOne({ [phase]: 'hangs up' });
    expect((await tried()).state).toBe('pending');
    expect(relay.bodies).toHaveLength(0);
    await recover();
    await until(async () => (await row())?.state === 'sent', 'the mail was sent');
    expect(relay.bodies).toHaveLength(1);
  },
);

test.each(['hangs up', 'what was that?', '399 Hm'])(
  'J3 does not send again when the answer to the body is not definite: %s',
  async (said) => {
    await sendOne({ body: said });
    expect((await tried()).state).toBe('unknown');
    expect(relay.bodies).toHaveLength(1);
    await recover();
    await installation.inTransaction((ctx) =>
      postMail(ctx, noteMail, { sendKey: 'two', recipient: 'two@example.org', locale: 'en', payload: {} }),
    );
    deliveries.wake();
    await until(() => relay.bodies.length === 1, 'a later mail was sent');
    expect(relay.bodies[0]).toContain('two@example.org');
    expect(await installation.testDatabase.query('select state from delivery order by send_key')).toEqual([
      { state: 'unknown' },
      { state: 'sent' },
    ]);
  },
);

test('a relay that refuses to talk to us at all has not refused the mail', async () => {
  await sendOne({ greeting: '554 5.3.2 Not today' });
  expect((await tried()).state).toBe('pending');
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

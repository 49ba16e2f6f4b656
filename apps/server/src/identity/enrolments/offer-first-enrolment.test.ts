import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { mailedCode, signInHalfway } from '../../testing/second-factors.ts';
import { newAddress } from '../../testing/sign-up.ts';
import { spawnBeside } from '../../testing/spawn-server.ts';
import { isSignedBy, type Receiver, startReceiver } from '../../testing/start-receiver.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let receiver: Receiver;
let settings: NodeJS.Dict<string>;
let server: TestServer;
beforeAll(async () => {
  receiver = await startReceiver();
  settings = {
    ...BEHIND_PROXY,
    INITIAL_WEBHOOKS_2F_URL: receiver.url,
    WEBHOOK_ALLOWED_HOSTS: receiver.host,
  };
  server = await startTestServer(settings);
});
afterAll(async () => {
  await server?.stop();
  await receiver?.stop();
});

const from = () => ({ url: server.url, headers: otherNetwork() });
const askAdmin = async () => {
  const headers = { authorization: `Bearer ${server.adminKey}` };
  const answer = await fetch(`${server.adminUrl}/initial-webhook`, { headers });
  return { status: answer.status, body: (await answer.json()) as { url?: string; signingSecret: string } };
};

/** Starts so many real processes at once, waits until they take traffic, and answers what they have printed. */
async function startAndStop(count: number, environment = settings): Promise<string> {
  const started = await Promise.all(Array.from({ length: count }, () => spawnBeside(server, environment)));
  await Promise.all(started.map((one) => one.stop()));
  return started.map((one) => one.output()).join('\n');
}

const linksSent = () => receiver.calls.filter(({ body }) => body.type === 'superuser-enrolment');

it('A15 the link for the first superuser goes to the named webhook once, and is printed nowhere', async () => {
  expect((await askAdmin()).status).toBe(404);
  const printed = await startAndStop(3);
  await receiver.received(1);
  expect(printed).toContain(`sent to the webhook at:\n  ${receiver.host}`);
  expect(printed).not.toContain('/enrol#');
  await startAndStop(1);
  expect(linksSent()).toHaveLength(1);
  const [link] = linksSent();
  expect(link?.body.url).toMatch(/\/enrol#[\w-]{43}$/);
  const { body } = await askAdmin();
  expect(body.url).toBe(receiver.url);
  expect(link && isSignedBy(body.signingSecret, link)).toBe(true);
  const token = String(link?.body.url).split('#')[1] as string;
  const queued = await server.database.query(
    `select data::text as data from pgboss.job where name = 'send-enrolment'`,
  );
  expect(queued).toHaveLength(1);
  expect(JSON.stringify(queued)).not.toContain(token);
});

it('a later change of the variable sends nothing elsewhere', async () => {
  const other = await startReceiver();
  const changed = {
    INITIAL_WEBHOOKS_2F_URL: other.url,
    WEBHOOK_ALLOWED_HOSTS: `${receiver.host},${other.host}`,
  };
  await passTime(server, DAY_MS + HOUR_MS);
  const before = linksSent().length;
  await startAndStop(1, { ...settings, ...changed });
  await receiver.received(before + 1);
  expect(linksSent()).toHaveLength(before + 1);
  expect(other.calls).toEqual([]);
  expect((await askAdmin()).body.url).toBe(receiver.url);
  await other.stop();
});

it('whoever enrols by it has the webhook as second factor from then on, and recovery codes', async () => {
  const address = newAddress();
  const enrolmentToken = String(linksSent().at(-1)?.body.url).split('#')[1];
  const started = await ask(from(), 'registrations.start', { address, fullName: 'Ada', enrolmentToken });
  const code = await mailedCode(server, address, 1);
  const verified = await ask(from(), 'registrations.verify', { ticket: started.data.ticket, code });
  expect(verified.data.session?.account.role).toBe('superuser');
  expect(verified.data.recoveryCodes).toHaveLength(10);
  const token = verified.data.session?.accessToken;
  const list = await ask({ ...from(), token }, 'secondFactors.list');
  expect(list.data.factors).toMatchObject([{ kind: 'webhook-code', webhookHost: receiver.host }]);

  const { ticket, factors } = await signInHalfway(server, address, 1);
  expect(factors).toEqual(['webhook-code', 'recovery-code']);
  const before = receiver.calls.length;
  await ask(from(), 'secondFactors.requestCode', { ticket, kind: 'webhook-code' });
  const call = (await receiver.received(before + 1)).at(-1);
  expect(call && isSignedBy((await askAdmin()).body.signingSecret, call)).toBe(true);
  const shown = { ticket, kind: 'webhook-code', code: call?.body.code };
  expect((await ask(from(), 'secondFactors.redeem', shown)).data.session?.account.address).toBe(address);

  const sent = linksSent().length;
  await passTime(server, DAY_MS + HOUR_MS);
  expect(await startAndStop(1)).not.toContain('first superuser');
  expect(linksSent()).toHaveLength(sent);
});

it('A2 nobody reads the signing secret without the admin key', async () => {
  for (const authorization of ['', 'Bearer wrong'])
    expect((await fetch(`${server.adminUrl}/initial-webhook`, { headers: { authorization } })).status).toBe(
      401,
    );
});

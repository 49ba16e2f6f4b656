import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { makePerson, type Person } from '../../testing/people.ts';
import { ticketFor } from '../../testing/second-factors.ts';
import { isSignedBy, type Receiver, startReceiver } from '../../testing/start-receiver.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let receiver: Receiver;
let server: TestServer;
beforeAll(async () => {
  receiver = await startReceiver();
  server = await startTestServer({ ...BEHIND_PROXY, WEBHOOK_ALLOWED_HOSTS: receiver.host });
});
afterAll(async () => {
  await server?.stop();
  await receiver?.stop();
});
beforeEach(() => {
  receiver.calls.length = 0;
  receiver.says = { status: 204 };
});

const place = () => ({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() });
const as = ({ token }: Person) => ({ url: server.url, token, headers: otherNetwork() });
const open = () => ({ url: server.url, headers: otherNetwork() });
const setWebhook = (person: Person, url = receiver.url) =>
  ask(as(person), 'secondFactors.setWebhook', { url });
const confirm = (person: Person, code: unknown) => ask(as(person), 'secondFactors.confirmWebhook', { code });
const jobs = () =>
  server.database.query(
    `select state, retry_count, data::text as data from pgboss.job where name = 'deliver-webhook-code' order by created_on`,
  );

async function personWithWebhook() {
  const person = await makePerson(place(), 'staff');
  const { signingSecret } = (await setWebhook(person)).data;
  const [first] = await receiver.received(1);
  const added = (await confirm(person, first?.body.code)).data;
  receiver.calls.length = 0;
  return { person, signingSecret, ...added };
}

describe('a webhook as second factor', () => {
  it('counts once the code that was sent there has come back, and its secret cannot be read from the table', async () => {
    const person = await makePerson(place(), 'staff');
    const { signingSecret } = (await setWebhook(person)).data;
    expect(signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const [call] = await receiver.received(1);
    expect(call?.body).toMatchObject({
      type: 'sign-in-code',
      purpose: 'confirmation',
      address: person.address,
    });
    expect((await ask(as(person), 'secondFactors.list')).data.isOn).toBe(false);
    expect((await confirm(person, call?.body.code)).data.recoveryCodes).toHaveLength(10);
    expect((await ask(as(person), 'secondFactors.list')).data.factors).toMatchObject([
      { kind: 'webhook-code', webhookHost: receiver.host },
    ]);
    const [kept] = await server.database.query(
      `select * from second_factor where account_id = '${person.accountId}'`,
    );
    expect(JSON.stringify(kept)).not.toContain(signingSecret.slice(6, 30));
  });

  it('is not confirmed by the code of an earlier try at it, nor a second time by its own', async () => {
    const person = await makePerson(place(), 'superuser');
    await setWebhook(person);
    await receiver.received(1);
    await setWebhook(person);
    const [first, second] = await receiver.received(2);
    const codes = [first, second].map((call) => call?.body.code);
    expect((await confirm(person, codes[0])).outcome).toBe('CODE_WRONG');
    expect((await confirm(person, codes[1])).outcome).toBe('OK');
    expect((await setWebhook(person)).outcome).toBe('SECOND_FACTOR_EXISTS');
  });

  it('A15 is for staff alone: a member’s wish makes no call', async () => {
    const person = await makePerson(place());
    expect((await setWebhook(person)).outcome).toBe('NOT_ALLOWED');
    expect((await confirm(person, '12345678')).outcome).toBe('NOT_ALLOWED');
    expect(receiver.calls).toEqual([]);
  });

  it('gets a code that signs in, signed as Standard Webhooks says, with where it was asked for', async () => {
    const { person, signingSecret } = await personWithWebhook();
    const ticket = await ticketFor(server, { accountId: person.accountId });
    const caller = { ...open(), headers: { ...open().headers, 'user-agent': 'a strange device' } };
    const sent = await ask(caller, 'secondFactors.requestCode', { ticket, kind: 'webhook-code' });
    const [call] = await receiver.received(1);
    expect(call?.path).toBe('/hooks/foyer');
    expect(call && isSignedBy(signingSecret, call)).toBe(true);
    expect(call && isSignedBy('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', call)).toBe(false);
    expect(call?.body).toMatchObject({
      type: 'sign-in-code',
      purpose: 'sign-in',
      address: person.address,
      userAgent: 'a strange device',
      expiresAt: sent.data.expiresAt.toISOString(),
    });
    const shown = { ticket, kind: 'webhook-code', code: call?.body.code };
    expect((await ask(open(), 'secondFactors.redeem', shown)).data.session?.account.id).toBe(
      person.accountId,
    );
  });

  it('gets it again until it has taken it, under one id, and the queue shows no code', async () => {
    const { person, signingSecret } = await personWithWebhook();
    const ticket = await ticketFor(server, { accountId: person.accountId });
    receiver.says = { status: 500 };
    const sent = await ask(open(), 'secondFactors.requestCode', { ticket, kind: 'webhook-code' });
    expect(sent.outcome).toBe('OK');
    await receiver.received(2);
    receiver.says = { status: 204 };
    const calls = await receiver.received(3);
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (const call of calls) expect(isSignedBy(signingSecret, call)).toBe(true);
    const code = String(calls[0]?.body.code);
    for (const { data } of await jobs()) expect(data).not.toContain(code);
    expect((await ask(open(), 'secondFactors.redeem', { ticket, kind: 'webhook-code', code })).outcome).toBe(
      'OK',
    );
  });

  it('gets no code that has run out', async () => {
    const { person } = await personWithWebhook();
    const ticket = await ticketFor(server, { accountId: person.accountId });
    receiver.says = { status: 503 };
    await ask(open(), 'secondFactors.requestCode', { ticket, kind: 'webhook-code' });
    await receiver.received(1);
    await passTime(server, 10 * MINUTE_MS);
    receiver.says = { status: 204 };
    await until(async () => (await jobs()).at(-1)?.state === 'completed', 'the job has given up');
    for (const { headers, body } of receiver.calls)
      expect(Number(headers['webhook-timestamp']) * SECOND_MS).toBeLessThan(
        Date.parse(String(body.expiresAt)),
      );
    expect(receiver.calls.length).toBeGreaterThan(0);
  });
});

describe('where a webhook may be', () => {
  it('A25 an address that is not public is refused, however it is written, unless its host is listed', async () => {
    const person = await makePerson(place(), 'staff');
    for (const host of [
      `127.0.0.1:${receiver.port + 1}`,
      `localhost:${receiver.port}`,
      `0x7f.1:${receiver.port + 1}`,
      `2130706433:${receiver.port + 1}`,
      `[::1]:${receiver.port}`,
      `[::ffff:127.0.0.1]:${receiver.port}`,
      '[fe80::1]',
      '[fd00:ec2::254]',
      '[ff02::1]',
      '[64:ff9b::7f00:1]',
      '10.0.0.1',
      '100.64.0.1',
      '169.254.169.254',
      '172.16.0.1',
      '192.168.0.1',
      '224.0.0.1',
      '0.0.0.0',
      'name:password@example.org',
    ])
      expect([host, (await setWebhook(person, `http://${host}/`)).outcome]).toEqual([
        host,
        'WEBHOOK_REFUSED',
      ]);
    for (const url of ['ftp://example.org/', 'file:///etc/passwd', 'no address', 'javascript:alert(1)'])
      expect((await setWebhook(person, url)).outcome).toBe('BAD_INPUT');
    expect((await setWebhook(person)).outcome).toBe('OK');
    await receiver.received(1);
  });

  it('A25 a redirect to loopback is not followed, and counts as a failure', async () => {
    const person = await makePerson(place(), 'staff');
    const behind = await startReceiver();
    receiver.says = { status: 307, location: behind.url };
    await setWebhook(person);
    await receiver.received(2);
    expect(behind.calls).toEqual([]);
    await behind.stop();
  });
});

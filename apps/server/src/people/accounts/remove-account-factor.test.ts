import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { personAt, personWithPasskey, signInBy } from '../../testing/passkeys.ts';
import { givePassword, makePerson, type Person } from '../../testing/people.ts';
import { addTotp } from '../../testing/second-factors.ts';
import { signIn } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
let superuser: Person;
const place = () => ({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() });
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' });
  superuser = await makePerson(place(), 'superuser');
});
afterAll(() => server?.stop());

const as = <Name extends ProcedureName>(who: { token: string }, procedure: Name, input: object = {}) =>
  ask({ url: server.url, token: who.token, headers: otherNetwork() }, procedure, input);
const takeOff = (accountId: string, factor: object, who: Person = superuser) =>
  as(who, 'accounts.removeFactor', { accountId, reason: 'Lost with the telephone.', ...factor });
const factorsOf = async (accountId: string) =>
  (await as(superuser, 'accounts.get', { accountId })).data.factors.map(({ kind }: { kind: string }) => kind);

it('takes a lost authenticator app off: sessions end, the owner hears of it, and gets in by mail', async () => {
  const person = await personAt(server);
  await addTotp(server, person.token);
  expect(await factorsOf(person.accountId)).toEqual(['totp']);
  expect((await takeOff(person.accountId, { kind: 'totp' })).outcome).toBe('OK');
  expect((await as(person, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
  expect(await factorsOf(person.accountId)).toEqual([]);
  await until(
    async () =>
      (await server.mailsTo(person.address)).some(({ subject }) => /second factor.*removed/i.test(subject)),
    'the owner was told',
  );
  const entered = await signIn(server, person.address, otherNetwork());
  expect(entered.account.id).toBe(person.accountId);
  const [noted] = await server.database.query(
    `select actor_id, details from audit_entry where action = 'account.factor-removed' and subject_id = '${person.accountId}'`,
  );
  expect(noted).toEqual({
    actor_id: superuser.accountId,
    details: { kind: 'totp', reason: 'Lost with the telephone.', endedSessions: 1 },
  });
});

it('takes a passkey off that is a stranger’s, which then signs nobody in', async () => {
  const owner = await personWithPasskey(server);
  expect((await takeOff(owner.accountId, { passkeyId: owner.passkeyId })).outcome).toBe('OK');
  expect((await signInBy(server, owner.passkey)).outcome).toBe('PASSKEY_UNKNOWN');
  expect((await as(owner, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
});

it('never leaves the mailbox alone before an account that asks for a second factor', async () => {
  const owner = await personWithPasskey(server);
  await givePassword({ databaseUrl: server.database.url }, owner.accountId, 'quiet harbour, seven lanterns');
  expect((await as(owner, 'secondFactors.addMailCode')).outcome).toBe('OK');
  await server.database.query(
    `update passkey set created_at = now() - interval '25 hours' where account_id = '${owner.accountId}'`,
  );
  expect((await as(owner, 'passwords.remove')).outcome).toBe('OK');
  expect((await takeOff(owner.accountId, { passkeyId: owner.passkeyId })).outcome).toBe('FACTOR_NEEDED');
  expect((await as(owner, 'accounts.me')).outcome).toBe('OK');
  expect((await takeOff(owner.accountId, { kind: 'mail-code' })).outcome).toBe('OK');
  expect((await takeOff(owner.accountId, { passkeyId: owner.passkeyId })).outcome).toBe('OK');
});

it('A15 is for superusers, and for no superuser’s own factors or another’s', async () => {
  const person = await personAt(server);
  await addTotp(server, person.token);
  const staff = await makePerson(place(), 'staff');
  expect((await takeOff(person.accountId, { kind: 'totp' }, staff)).outcome).toBe('NOT_ALLOWED');
  const peer = await makePerson(place(), 'superuser');
  for (const { accountId } of [peer, superuser])
    expect((await takeOff(accountId, { kind: 'totp' })).outcome).toBe('ACCOUNT_OUT_OF_REACH');
  expect(await factorsOf(person.accountId)).toEqual(['totp']);
});

it('A4 takes no passkey off that is another account’s, and nothing that is not there', async () => {
  const [owner, other] = [await personWithPasskey(server), await personAt(server)];
  expect((await takeOff(other.accountId, { passkeyId: owner.passkeyId })).outcome).toBe('FACTOR_NOT_FOUND');
  expect((await takeOff(other.accountId, { kind: 'totp' })).outcome).toBe('FACTOR_NOT_FOUND');
  for (const factor of [{}, { kind: 'totp', passkeyId: owner.passkeyId }])
    expect((await takeOff(owner.accountId, factor)).outcome).toBe('BAD_INPUT');
  expect(await factorsOf(owner.accountId)).toEqual(['passkey']);
});

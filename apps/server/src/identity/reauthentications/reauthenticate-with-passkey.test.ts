import { afterAll, beforeAll, expect, it } from 'vitest';
import { FRESH_MS } from '../../kernel/assurance.ts';
import { SECOND_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { openFreshGate } from '../../testing/fresh-gate.ts';
import { BEHIND_PROXY } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { asPerson, personAt, personWithPasskey } from '../../testing/passkeys.ts';
import { givePassword, type Person } from '../../testing/people.ts';
import { addTotp, totpOf } from '../../testing/second-factors.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { PASSWORD } from '../../testing/with-password.ts';

let server: TestServer;
let gate: Awaited<ReturnType<typeof openFreshGate>>;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, JWT_EXPIRE_MINS: '1440' });
  gate = await openFreshGate(server.installation);
});
afterAll(async () => {
  await gate?.close();
  await server?.stop();
});

/** Confirms, and goes on with the tokens that this answers. */
async function confirm(
  person: Person,
  how: 'withPasskey' | 'withPassword' | 'redeemSecondFactor',
  shown: object,
) {
  const { refreshToken } = person;
  const answer = await ask(asPerson(server, person), `reauthentications.${how}`, {
    ...shown,
    refreshToken,
  } as never);
  const session = answer.outcome === 'OK' ? answer.data.session : null;
  if (session !== null)
    Object.assign(person, { token: session.accessToken, refreshToken: session.refreshToken });
  return answer;
}

const DONE = { freshUntil: expect.any(Date), secondFactor: null, session: expect.anything() };

/** Time passes until the person has to show again who they are. */
async function growStale(person: Person): Promise<void> {
  await passTime(server, FRESH_MS + SECOND_MS);
  expect(await gate.outcome(person.token)).toBe('REAUTHENTICATION_REQUIRED');
}

const sessionsOf = ({ accountId }: Person) =>
  server.database.query(`select id, factors, ended_at from session where account_id = '${accountId}'`);

it('A5 a passkey makes the session fresh by itself, and no second session is left behind', async () => {
  const owner = await personWithPasskey(server);
  await growStale(owner);
  const options = (await ask(asPerson(server, owner), 'reauthentications.options')).data;
  expect(options.firstFactors).toEqual(['passkey', 'mail-code']);
  const begun = (await ask(asPerson(server, owner), 'reauthentications.startPasskey')).data;
  const shown = { ceremonyId: begun.ceremonyId, response: owner.passkey.get(begun.options) };
  const { data } = await confirm(owner, 'withPasskey', shown);
  expect(data).toEqual(DONE);
  expect(await gate.outcome(owner.token)).toBe('OK');
  expect(await sessionsOf(owner)).toEqual([{ id: owner.sessionId, factors: ['passkey'], ended_at: null }]);
  const again = await confirm(owner, 'withPasskey', shown);
  expect(again.outcome).toBe('CEREMONY_OVER');
});

it('A19 a passkey of somebody else, or for another session, makes nothing fresh', async () => {
  const [owner, stranger] = [await personWithPasskey(server), await personWithPasskey(server)];
  await growStale(owner);
  const start = async () => (await ask(asPerson(server, owner), 'reauthentications.startPasskey')).data;
  const forOwner = await start();
  const ofStranger = { ceremonyId: forOwner.ceremonyId, response: stranger.passkey.get(forOwner.options) };
  const refused = await confirm(owner, 'withPasskey', ofStranger);
  expect(refused.outcome).toBe('PASSKEY_REFUSED');
  const begun = await start();
  const shown = { ceremonyId: begun.ceremonyId, response: owner.passkey.get(begun.options) };
  const elsewhere = await confirm(stranger, 'withPasskey', shown);
  expect(elsewhere.outcome).toBe('CEREMONY_OVER');
  expect(await gate.outcome(owner.token)).toBe('REAUTHENTICATION_REQUIRED');
});

it('A5 a passkey shown with the refresh token of another session is not looked at, and its ceremony goes on', async () => {
  const [owner, stranger] = [await personWithPasskey(server), await personWithPasskey(server)];
  await growStale(owner);
  const begun = (await ask(asPerson(server, owner), 'reauthentications.startPasskey')).data;
  const by = ({ passkey }: typeof owner) => ({
    ceremonyId: begun.ceremonyId,
    response: passkey.get(begun.options),
  });
  const mixed = { ...owner, refreshToken: stranger.refreshToken };
  for (const shown of [by(stranger), by(owner)])
    expect((await confirm(mixed, 'withPasskey', shown)).outcome).toBe('REFRESH_TOKEN_REQUIRED');
  expect((await confirm(owner, 'withPasskey', by(owner))).data).toEqual(DONE);
});

it('A3 A5 the password needs the code of the app as well, and both leave one session', async () => {
  const person = await personAt(server);
  await givePassword({ databaseUrl: server.database.url }, person.accountId, PASSWORD);
  const { secret } = await addTotp(server, person.token);
  await growStale(person);
  const { data } = await confirm(person, 'withPassword', {
    password: PASSWORD,
  });
  expect(data.freshUntil).toBeNull();
  expect(data.secondFactor?.factors).toContain('totp');
  expect(await gate.outcome(person.token)).toBe('REAUTHENTICATION_REQUIRED');
  const ticket = data.secondFactor?.ticket ?? '';
  const shown = await confirm(person, 'redeemSecondFactor', {
    ticket,
    kind: 'totp',
    code: totpOf(server, secret),
  });
  expect(shown.data).toEqual(DONE);
  expect(await gate.outcome(person.token)).toBe('OK');
  expect(await sessionsOf(person)).toEqual([
    { id: person.sessionId, factors: ['password', 'totp'], ended_at: null },
  ]);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { givePassword, makePerson } from '../../testing/people.ts';
import { addTotp, mailedCode, nextTotpOf, signInHalfway, ticketFor } from '../../testing/second-factors.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import type { SecondFactorStep } from '../sign-in-tickets/sign-in-tickets.contract.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const place = () => ({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() });
const from = () => ({ url: server.url, headers: otherNetwork() });

async function protectedPerson() {
  const person = await makePerson(place());
  return { ...person, ...(await addTotp(server, person.token)) };
}
type Protected = Awaited<ReturnType<typeof protectedPerson>>;

/** Every way in that this server has, up to where a second factor is owed. */
const WAYS_IN: [string, (who: Protected) => Promise<SecondFactorStep>][] = [
  ['a mailed code', (who) => signInHalfway(server, who.address, 0)],
  [
    'a one-time link',
    async ({ address }) => {
      const enrolmentToken = new URL(await server.enrolmentUrl()).hash.slice(1);
      const input = { address, fullName: 'Ada', enrolmentToken };
      const { ticket } = (await ask(from(), 'registrations.start', input)).data;
      const code = await mailedCode(server, address, 1);
      const { data } = await ask(from(), 'registrations.verify', { ticket, code, deliver: 'cookie' });
      expect(data.session).toBeNull();
      expect(data.recoveryCodes).toBeNull();
      return data.secondFactor as SecondFactorStep;
    },
  ],
];

describe.each(WAYS_IN)('whoever got half in by %s', (_way, goHalf) => {
  it('A3 has no session, no cookie, and reaches nothing but the second step', async () => {
    const who = await protectedPerson();
    const sessions = () =>
      server.database.query(`select id from session where account_id = '${who.accountId}'`);
    const before = await sessions();
    const { ticket, factors } = await goHalf(who);
    expect(factors).toEqual(['totp', 'recovery-code']);
    expect(await sessions()).toEqual(before);

    const closed: [ProcedureName, object][] = [
      ['accounts.me', {}],
      ['accounts.updateProfile', { fullName: 'Mallory' }],
      ['sessions.list', {}],
      ['secondFactors.list', {}],
      ['secondFactors.remove', { kind: 'totp' }],
      ['secondFactors.makeRecoveryCodes', {}],
    ];
    for (const [procedure, input] of closed)
      expect((await ask({ ...from(), token: ticket }, procedure, input)).outcome).toBe('SIGN_IN_REQUIRED');
    const asRefreshToken = await ask(from(), 'sessions.refresh', { refreshToken: ticket });
    expect(asRefreshToken.outcome).toBe('SESSION_ENDED');
    const inCookie = await ask(
      { url: server.url, headers: { ...otherNetwork(), cookie: `foyer_refresh=${ticket}` } },
      'sessions.refresh',
    );
    expect(inCookie.outcome).not.toBe('OK');

    const shown = { ticket, kind: 'totp', code: nextTotpOf(server, who.secret), deliver: 'cookie' };
    const answer = await ask(from(), 'secondFactors.redeem', shown);
    expect(answer.data.session?.refreshToken).toBeNull();
    expect(answer.headers.get('set-cookie')).toContain('HttpOnly');
    expect(await sessions()).toHaveLength(before.length + 1);
  });

  it('A8 owes the same however often they begin again', async () => {
    const who = await protectedPerson();
    const first = await goHalf(who);
    const wrong = { ticket: first.ticket, kind: 'totp', code: '1' };
    for (let tries = 0; tries < 2; tries++)
      expect((await ask(from(), 'secondFactors.redeem', wrong)).outcome).toBe('CODE_WRONG');
    const second = await signInHalfway(server, who.address, 1);
    expect(second.factors).toEqual(first.factors);
    const right = { ticket: second.ticket, kind: 'totp', code: nextTotpOf(server, who.secret) };
    expect((await ask(from(), 'secondFactors.redeem', right)).outcome).toBe('CODE_WAIT');
  });
});

it('A3 a ticket that owes a factor is none for a step that comes after it', async () => {
  const who = await protectedPerson();
  for (const purpose of ['recovery', 'reauthentication'] as const) {
    const ticket = await ticketFor(server, { accountId: who.accountId, purpose });
    const code = nextTotpOf(server, who.secret);
    const asSignIn = await ask(from(), 'secondFactors.redeem', { ticket, kind: 'totp', code });
    expect(asSignIn.outcome).toBe('TICKET_INVALID');
  }
});

it('asks for the password after a mailed code where nothing but the mailbox was chosen', async () => {
  const person = await makePerson(place());
  await givePassword(place(), person.accountId, 'correct horse battery staple');
  await ask({ ...from(), token: person.token }, 'secondFactors.addMailCode');
  const { ticket, factors } = await signInHalfway(server, person.address, 0);
  expect(factors).toEqual(['password', 'recovery-code']);
  const shown = { ticket, kind: 'password', code: 'correct horse battery staple' };
  expect((await ask(from(), 'secondFactors.redeem', shown)).data.session?.account.id).toBe(person.accountId);
});

it('signs in without a second step again once the last factor is removed', async () => {
  const who = await protectedPerson();
  await ask({ ...from(), token: who.token }, 'secondFactors.remove', { kind: 'totp' });
  const { ticket } = (await ask(from(), 'signIns.requestCode', { address: who.address })).data;
  const code = await mailedCode(server, who.address, 1);
  expect((await ask(from(), 'signIns.redeemCode', { ticket, code })).data.session).not.toBeNull();
});

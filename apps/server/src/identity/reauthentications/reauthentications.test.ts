import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FRESH_MS, isFresh } from '../../kernel/assurance.ts';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask, tally } from '../../testing/ask.ts';
import { openFreshGate } from '../../testing/fresh-gate.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { requestSignIn, signIn, signUp, wrongCode } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { whileHeld } from '../../testing/while-held.ts';

let server: TestServer;
let other: SpawnedServer;
let gate: Awaited<ReturnType<typeof openFreshGate>>;

beforeAll(async () => {
  // Access tokens outlive what is fresh, so that it is not their end that a test meets.
  const lasting = { ...BEHIND_PROXY, JWT_EXPIRE_MINS: '1440' };
  server = await startTestServer(lasting);
  other = await spawnBeside(server, lasting);
  gate = await openFreshGate(server.installation);
});
afterAll(async () => {
  await gate?.close();
  await other?.stop();
  await server?.stop();
});

/** Signed in, and the process that is asked. */
type Held = Awaited<ReturnType<typeof signUp>> & { url?: string };

const as = ({ accessToken, url = server.url }: Pick<Held, 'accessToken' | 'url'>) => ({
  url,
  token: accessToken,
});
const pass = (milliseconds: number) => passTime(server, milliseconds, [other]);
const query = (statement: string) => server.database.query(statement);

/** Somebody who signed in a while ago, as the gate remembers them. */
async function stalePerson(): Promise<Held> {
  const held = await signUp(server, { headers: otherNetwork() });
  expect(await gate.outcome(held.accessToken)).toBe('OK');
  await pass(FRESH_MS + SECOND_MS);
  expect(await gate.outcome(held.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
  return held;
}

async function requestCode(held: Held): Promise<{ ticket: string; code: string }> {
  const codes = (await server.codesTo(held.account.address)).length;
  const caller = { ...as(held), headers: otherNetwork() };
  const { ticket } = (await ask(caller, 'reauthentications.requestCode')).data;
  return { ticket, code: await server.codeFor(held.account.address, codes + 1) };
}

/** Confirms, and goes on with the tokens that this answers. */
async function confirm(held: Held, how: 'withCode' | 'withPassword' | 'redeemSecondFactor', shown: object) {
  const { refreshToken } = held;
  const answer = await ask(as(held), `reauthentications.${how}`, { ...shown, refreshToken } as never);
  if (answer.outcome === 'OK' && answer.data.session !== null) Object.assign(held, answer.data.session);
  return answer;
}

async function givePassword(held: Held, password: string): Promise<void> {
  await query(`insert into password (account_id, hash, changed_at)
    values ('${held.account.id}', '${await hash(password)}', now())`);
}

/** From now on the account owes a second factor. */
async function wantMailedFactor(held: Held): Promise<void> {
  await query(`insert into second_factor (id, account_id, kind, created_at, confirmed_at)
    values ('${newId()}', '${held.account.id}', 'mail-code', now(), now())`);
}

const sessionsOf = (held: Held) =>
  query(`select id, factors, ended_at from session where account_id = '${held.account.id}'`);

describe('a session that is confirmed by a mailed code', () => {
  it('A5 becomes fresh itself, and no second session is left behind', async () => {
    const held = await stalePerson();
    const outcome = (await confirm(held, 'withCode', await requestCode(held))).data;
    expect(outcome.secondFactor).toBeNull();
    const inMs = (outcome.freshUntil?.getTime() ?? 0) - server.clock.now().getTime();
    expect(inMs).toBeGreaterThan(FRESH_MS - 20 * SECOND_MS);
    expect(inMs).toBeLessThanOrEqual(FRESH_MS);
    expect(await gate.outcome(held.accessToken)).toBe('OK');
    expect(await sessionsOf(held)).toEqual([{ id: held.sessionId, factors: ['mail-code'], ended_at: null }]);
    await pass(FRESH_MS + SECOND_MS);
    expect(await gate.outcome(held.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
  });

  it('is fresh on every process, also where it was remembered as stale', async () => {
    const held = await stalePerson();
    const code = await requestCode(held);
    expect((await confirm(Object.assign(held, { url: other.url }), 'withCode', code)).outcome).toBe('OK');
    // Asked of its memory, before the gate asks the database for want of a fresh one.
    const isKnown = async () => isFresh(await gate.identify(held.accessToken), server.clock.now());
    await until(isKnown, 'the memory of this process heard of it', 3_000);
    expect(await gate.outcome(held.accessToken)).toBe('OK');
  });

  it('A5 goes on with other tokens, and those before are over on every process', async () => {
    const held = await stalePerson();
    const before = { ...held };
    expect((await confirm(held, 'withCode', await requestCode(held))).outcome).toBe('OK');
    expect(held.sessionId).toBe(before.sessionId);
    expect(await gate.outcome(before.accessToken)).toBe('SIGN_IN_REQUIRED');
    for (const url of [server.url, other.url]) {
      const isOver = async () =>
        (await ask(as({ ...before, url }), 'accounts.me')).outcome === 'SIGN_IN_REQUIRED';
      await until(isOver, `the token before is over at ${url}`, 3_000);
      expect((await ask(as({ ...held, url }), 'accounts.me')).outcome).toBe('OK');
    }
    // Whoever had a copy of the refresh token before is a thief by now, and found out.
    await pass(11 * SECOND_MS);
    const { refreshToken } = before;
    expect((await ask(server.url, 'sessions.refresh', { refreshToken })).outcome).toBe('SESSION_ENDED');
    expect((await ask(as(held), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('A5 makes no copy of the tokens from before fresh, not even at once', async () => {
    const held = await stalePerson();
    const { refreshToken, accessToken } = held;
    expect((await confirm(held, 'withCode', await requestCode(held))).outcome).toBe('OK');
    expect(await gate.outcome(held.accessToken)).toBe('OK');
    const thief = (await ask(server.url, 'sessions.refresh', { refreshToken })).data;
    expect(await gate.outcome(thief.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
    // Nor does it come back to life when another session makes this one confirm again.
    await query(
      `update session set authenticated_at = now() - interval '1 day' where id = '${held.sessionId}'`,
    );
    expect(await gate.outcome(accessToken)).toBe('SIGN_IN_REQUIRED');
  });

  it('A5 makes nobody fresh who comes with the token from before, for a lost answer or a week late', async () => {
    const held = await stalePerson();
    const { refreshToken } = held;
    expect((await confirm(held, 'withCode', await requestCode(held))).outcome).toBe('OK');
    await pass(7 * 24 * 60 * MINUTE_MS);
    const late = (await ask(server.url, 'sessions.refresh', { refreshToken })).data;
    expect(await gate.outcome(late.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
    expect(await gate.outcome(held.accessToken)).toBe('SIGN_IN_REQUIRED');
    expect((await ask(server.url, 'sessions.refresh', { refreshToken: late.refreshToken })).outcome).toBe(
      'OK',
    );
  });

  it('A5 makes no copy fresh where the token had been renewed a moment before it confirmed', async () => {
    const held = await stalePerson();
    const { refreshToken } = held;
    const code = await requestCode(held);
    // By another tab, which has not told this one yet.
    expect((await ask(server.url, 'sessions.refresh', { refreshToken })).outcome).toBe('OK');
    expect((await confirm(held, 'withCode', code)).outcome).toBe('OK');
    expect(await gate.outcome(held.accessToken)).toBe('OK');
    const thief = (await ask(server.url, 'sessions.refresh', { refreshToken })).data;
    expect(await gate.outcome(thief.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
  });

  it('A5 gives a browser its cookie again when the answer is asked for again', async () => {
    const held = await stalePerson();
    const code = await requestCode(held);
    const cookie = `foyer-session=${held.refreshToken}`;
    const asked = (token: string) =>
      ask(
        { url: server.url, token, headers: { cookie, 'idempotency-key': 'the-same-call' } },
        'reauthentications.withCode',
        code,
      );
    // Neither has committed when the other one comes: afterwards the token that they show is over.
    const statement = `select 1 from account where id = '${held.account.id}' for update`;
    const [first, twin] = await whileHeld(server, { statement, waiting: 2 }, () =>
      Promise.all([asked(held.accessToken), asked(held.accessToken)]),
    );
    const cookies = [first, twin].map(({ headers }) => headers.get('set-cookie')?.split(';')[0]);
    expect(cookies[0]).toMatch(/^foyer-session=.{43}$/);
    expect(cookies[1]).toBe(cookies[0]);
    expect(twin.data).toEqual(first.data);
  });

  it('A5 is confirmed by whoever holds it: not by its access token alone, nor by that of another session', async () => {
    const held = await stalePerson();
    const device = await signIn(server, held.account.address, otherNetwork());
    const code = await requestCode(held);
    const { refreshToken } = device;
    for (const shown of [code, { ...code, refreshToken }])
      expect((await ask(as(held), 'reauthentications.withCode', shown)).outcome).toBe(
        'REFRESH_TOKEN_REQUIRED',
      );
    expect(await gate.outcome(held.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ask(server.url, 'sessions.refresh', { refreshToken })).outcome).toBe('OK');
    expect((await confirm(held, 'withCode', code)).outcome).toBe('OK');
  });

  it.each([
    ['another session', 'REFRESH_TOKEN_REQUIRED'],
    ['nobody', 'SESSION_ENDED'],
  ])(
    'A5 A12 who comes with the refresh token of %s learns of no code, and uses none up',
    async (whose, refusal) => {
      const held = await stalePerson();
      const device = await signIn(server, held.account.address, otherNetwork());
      await givePassword(held, 'a right password');
      await wantMailedFactor(held);
      const code = await requestCode(held);
      const refreshToken = whose === 'nobody' ? 'x'.repeat(43) : device.refreshToken;
      for (const { headers, sent } of [
        { headers: {}, sent: { refreshToken } },
        { headers: { cookie: `foyer-session=${refreshToken}` }, sent: {} },
      ]) {
        const tried = (how: 'withCode' | 'withPassword', shown: object) =>
          ask({ ...as(held), headers }, `reauthentications.${how}`, { ...shown, ...sent } as never);
        const answers = [
          await tried('withCode', { ...code, code: wrongCode(code.code) }),
          await tried('withCode', code),
          await tried('withPassword', { password: 'a wrong one' }),
          await tried('withPassword', { password: 'a right password' }),
        ];
        expect(tally(answers)).toEqual({ [refusal]: 4 });
      }
      const { secondFactor } = (await confirm(held, 'withCode', code)).data;
      const ticket = secondFactor?.ticket ?? '';
      for (const shown of ['wrong', 'wrong', 'a right password']) {
        const second = { ticket, kind: 'password' as const, code: shown, refreshToken };
        expect((await ask(as(held), 'reauthentications.redeemSecondFactor', second)).outcome).toBe(refusal);
      }
      const shown = { ticket, kind: 'password', code: 'a right password' };
      expect((await confirm(held, 'redeemSecondFactor', shown)).data.session).not.toBeNull();
    },
  );

  it.each(['withCode', 'withPassword'] as const)(
    'A5 A13 %s, right or wrong, by a refresh token that was spent before ends the session as a renewal by it does',
    async (how) => {
      for (const isRight of [true, false]) {
        const held = await stalePerson();
        await givePassword(held, 'a right password');
        const code = await requestCode(held);
        const next = (await ask(server.url, 'sessions.refresh', { refreshToken: held.refreshToken })).data;
        expect((await ask(as(next), 'accounts.me')).outcome).toBe('OK');
        await pass(11 * SECOND_MS);
        const tries = `select key, tries from wrong_tries where key like '%${held.account.address}'`;
        const counted = await query(tries);
        const shown =
          how === 'withPassword'
            ? { password: isRight ? 'a right password' : 'a wrong one' }
            : { ...code, code: isRight ? code.code : wrongCode(code.code) };
        const copy = { ...next, refreshToken: held.refreshToken } as Held;
        expect((await confirm(copy, how, shown)).outcome).toBe('SESSION_ENDED');
        expect(await sessionsOf(held)).toMatchObject([{ ended_at: expect.any(Date) }]);
        expect((await ask(as(next), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
        expect(await query(tries)).toEqual(counted);
      }
    },
  );

  it('A13 is confirmed by the token whose renewal was lost, as it is renewed by it', async () => {
    const held = await stalePerson();
    const code = await requestCode(held);
    await ask(server.url, 'sessions.refresh', { refreshToken: held.refreshToken });
    await pass(11 * SECOND_MS);
    expect((await confirm(held, 'withCode', code)).outcome).toBe('OK');
    expect(await gate.outcome(held.accessToken)).toBe('OK');
  });

  it('A13 is told that it is over where its cookie is worth nothing, and the browser forgets that', async () => {
    const held = await stalePerson();
    const ended = await signIn(server, held.account.address, otherNetwork());
    const another = await signIn(server, held.account.address, otherNetwork());
    await ask(server.url, 'sessions.signOut', { refreshToken: ended.refreshToken });
    const code = await requestCode(held);
    const tried = async (refreshToken: string | null) => {
      const caller = { ...as(held), headers: { cookie: `foyer-session=${refreshToken}` } };
      const { outcome, headers } = await ask(caller, 'reauthentications.withCode', code);
      return [outcome, headers.get('set-cookie')?.split(';')[0]];
    };
    expect(await tried('of another installation')).toEqual(['SESSION_ENDED', 'foyer-session=']);
    expect(await tried(ended.refreshToken)).toEqual(['SESSION_ENDED', 'foyer-session=']);
    // This one is worth something, though not here.
    expect(await tried(another.refreshToken)).toEqual(['REFRESH_TOKEN_REQUIRED', undefined]);
    expect((await confirm(held, 'withCode', code)).outcome).toBe('OK');
  });

  it('leaves the other sessions of the account as they are', async () => {
    const held = await stalePerson();
    const device = await signIn(server, held.account.address, otherNetwork());
    await pass(FRESH_MS + SECOND_MS);
    await confirm(held, 'withCode', await requestCode(held));
    expect(await gate.outcome(held.accessToken)).toBe('OK');
    expect(await gate.outcome(device.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
  });

  it('A6 takes a code once, for ten minutes, and only in the session that asked for it', async () => {
    const held = await stalePerson();
    const device = await signIn(server, held.account.address, otherNetwork());
    const stranger = await signUp(server, { headers: otherNetwork() });
    const late = await requestCode(held);
    for (const elsewhere of [device, stranger])
      expect((await confirm(elsewhere, 'withCode', late)).outcome).toBe('CODE_WRONG');
    await pass(10 * MINUTE_MS + SECOND_MS);
    expect((await confirm(held, 'withCode', late)).outcome).toBe('CODE_WRONG');
    const code = await requestCode(held);
    expect((await confirm(held, 'withCode', code)).outcome).toBe('OK');
    expect((await confirm(held, 'withCode', code)).outcome).toBe('CODE_WRONG');
  });

  it('A6 takes no code that was mailed for a sign-in, and its own signs nobody in', async () => {
    const held = await stalePerson();
    const forSignIn = await requestSignIn(server, held.account.address, otherNetwork());
    expect((await confirm(held, 'withCode', forSignIn)).outcome).toBe('CODE_WRONG');
    const code = await requestCode(held);
    expect((await ask(server.url, 'signIns.redeemCode', code)).outcome).toBe('CODE_WRONG');
    expect((await confirm(held, 'withCode', code)).outcome).toBe('OK');
  });

  it('A11 A12 lets one of many right codes through, and counts wrong ones before they are compared', async () => {
    const held = await stalePerson();
    const { ticket, code } = await requestCode(held);
    const tries = [wrongCode(code), wrongCode(code), wrongCode(code), wrongCode(code), wrongCode(code)];
    const wrong = await Promise.all(
      tries.map((guess, index) =>
        confirm({ ...held, url: index % 2 ? server.url : other.url }, 'withCode', {
          ticket,
          code: guess,
        }),
      ),
    );
    expect(tally(wrong)).toEqual({ CODE_WRONG: 2, CODE_WAIT: 3 });
    expect((await confirm(held, 'withCode', { ticket, code })).outcome).toBe('CODE_WAIT');
    await pass(3 * MINUTE_MS);
    const right = await Promise.all(
      Array.from({ length: 6 }, () => confirm(held, 'withCode', { ticket, code })),
    );
    // The one ends the access token that all of them came with; whoever is seen after it is refused for that.
    const { OK, CODE_WRONG = 0, SIGN_IN_REQUIRED = 0 } = tally(right);
    expect([OK, CODE_WRONG + SIGN_IN_REQUIRED]).toEqual([1, 5]);
    expect(await sessionsOf(held)).toHaveLength(1);
  });

  it('is mailed five codes in ten minutes at most, however many networks ask', async () => {
    const held = await stalePerson();
    // Each is redeemed, so that it is not the wait after requests that stops them.
    for (let count = 0; count < 5; count += 1) {
      const code = await requestCode(held);
      expect((await confirm(held, 'withCode', code)).outcome).toBe('OK');
    }
    const sixth = await ask({ ...as(held), headers: otherNetwork() }, 'reauthentications.requestCode');
    expect(sixth.outcome).toBe('TOO_MANY_REQUESTS');
  });

  it('is mailed no third code at once by whoever redeems none', async () => {
    const held = await stalePerson();
    const request = () => ask({ ...as(held), headers: otherNetwork() }, 'reauthentications.requestCode');
    const answers = [await request(), await request(), await request()];
    expect(tally(answers)).toEqual({ OK: 2, CODE_WAIT: 1 });
  });
});

describe('a session that is confirmed by the password', () => {
  it('becomes fresh by the right one', async () => {
    const held = await stalePerson();
    await givePassword(held, 'a right password');
    expect((await ask(as(held), 'reauthentications.options')).data.firstFactors).toEqual([
      'password',
      'mail-code',
    ]);
    const wrong = await confirm(held, 'withPassword', { password: 'a wrong one' });
    expect(wrong.outcome).toBe('PASSWORD_WRONG');
    expect(await gate.outcome(held.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
    const right = await confirm(held, 'withPassword', { password: 'a right password' });
    expect(right.data.freshUntil).not.toBeNull();
    expect(await gate.outcome(held.accessToken)).toBe('OK');
    expect(await sessionsOf(held)).toMatchObject([{ id: held.sessionId, factors: ['password'] }]);
  });

  it('A12 waits after wrong ones, also for the right one, on every process', async () => {
    const held = await stalePerson();
    await givePassword(held, 'a right password');
    const guesses = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        confirm({ ...held, url: index % 2 ? server.url : other.url }, 'withPassword', {
          password: `guess ${index}`,
        }),
      ),
    );
    expect(tally(guesses)).toEqual({ PASSWORD_WRONG: 2, CODE_WAIT: 4 });
    const right = () => confirm(held, 'withPassword', { password: 'a right password' });
    expect((await right()).outcome).toBe('CODE_WAIT');
    await pass(3 * MINUTE_MS);
    expect((await right()).outcome).toBe('OK');
  });

  it('has none to show where the account has no password', async () => {
    const held = await stalePerson();
    expect((await ask(as(held), 'reauthentications.options')).data.firstFactors).toEqual(['mail-code']);
    const tried = await confirm(held, 'withPassword', { password: 'anything' });
    expect(tried.outcome).toBe('PASSWORD_WRONG');
  });
});

describe('where the account has a second factor', () => {
  async function owing() {
    const held = await stalePerson();
    await givePassword(held, 'a right password');
    await wantMailedFactor(held);
    const { freshUntil, secondFactor } = (await confirm(held, 'withCode', await requestCode(held))).data;
    return { held, freshUntil, ticket: secondFactor?.ticket ?? '', factors: secondFactor?.factors };
  }
  const show = (held: Held, ticket: string, code = 'a right password') =>
    confirm(held, 'redeemSecondFactor', { ticket, kind: 'password', code });

  it('A3 A5 the first factor alone makes nothing fresh, and the second does, in the same session', async () => {
    const { held, freshUntil, ticket, factors } = await owing();
    expect(freshUntil).toBeNull();
    expect(factors).toEqual(['password']);
    expect(await gate.outcome(held.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
    expect((await show(held, ticket)).data).toMatchObject({ secondFactor: null });
    expect(await gate.outcome(held.accessToken)).toBe('OK');
    expect(await sessionsOf(held)).toEqual([
      { id: held.sessionId, factors: ['mail-code', 'password'], ended_at: null },
    ]);
    expect((await show(held, ticket)).outcome).toBe('TICKET_INVALID');
  });

  it('A3 a ticket works in no other session, for no other factor, and as no token', async () => {
    const { held, ticket } = await owing();
    const stranger = await signUp(server, { headers: otherNetwork() });
    expect((await show(stranger, ticket)).outcome).toBe('TICKET_INVALID');
    const asToken = await ask({ url: server.url, token: ticket }, 'accounts.me');
    expect(asToken.outcome).toBe('SIGN_IN_REQUIRED');
    const otherKind = { ticket, kind: 'totp', code: '123456' };
    const refused = await confirm(held, 'redeemSecondFactor', otherKind);
    expect(refused.outcome).toBe('FACTOR_NOT_OWED');
    expect(await gate.outcome(held.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
    expect((await show(held, ticket)).outcome).toBe('OK');
  });

  it('A3 a ticket of one session is none in another of the same account', async () => {
    const held = await stalePerson();
    const device = await signIn(server, held.account.address, otherNetwork());
    await givePassword(held, 'a right password');
    await wantMailedFactor(held);
    const code = await requestCode(device);
    const { secondFactor } = (await confirm(device, 'withCode', code)).data;
    expect((await show(held, secondFactor?.ticket ?? '')).outcome).toBe('TICKET_INVALID');
    expect((await show(device, secondFactor?.ticket ?? '')).outcome).toBe('OK');
  });

  it('A8 beginning again does not begin the count of wrong tries again', async () => {
    const { held, ticket } = await owing();
    expect((await show(held, ticket, 'wrong')).outcome).toBe('CODE_WRONG');
    expect((await show(held, ticket, 'wrong')).outcome).toBe('CODE_WRONG');
    const { secondFactor } = (await confirm(held, 'withCode', await requestCode(held))).data;
    expect((await show(held, secondFactor?.ticket ?? '')).outcome).toBe('CODE_WAIT');
  });
});

it.each([
  ['reauthentications.options', {}],
  ['reauthentications.requestCode', {}],
  ['reauthentications.withCode', { ticket: newId(), code: '12345678' }],
  ['reauthentications.withPassword', { password: 'x' }],
  ['reauthentications.redeemSecondFactor', { ticket: 'x', kind: 'totp', code: '1' }],
] as const)('%s is for who is signed in, and refuses nonsense', async (procedure, input) => {
  expect((await ask(server.url, procedure, input)).outcome).toBe('SIGN_IN_REQUIRED');
  const held = await signUp(server, { headers: otherNetwork() });
  if (Object.keys(input).length === 0) return;
  expect((await ask(as(held), procedure, { ticket: 7, code: [], password: {} })).outcome).toBe('BAD_INPUT');
});

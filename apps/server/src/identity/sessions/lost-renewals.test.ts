import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { after, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { signUp } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { signingKeyOf } from './signing-key.ts';

let server: TestServer;
let other: SpawnedServer;

beforeAll(async () => {
  // An access token outlives the week, so that what becomes of it is told by nothing but its session.
  const settings = { ...BEHIND_PROXY, JWT_EXPIRE_MINS: '1440' };
  server = await startTestServer(settings);
  other = await spawnBeside(server, settings);
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});

type Held = Awaited<ReturnType<typeof person>>;
const person = () => signUp(server, { headers: otherNetwork() });
const refresh = (refreshToken: string | null, url = server.url, sentAt?: Date) =>
  ask({ url, headers: otherNetwork() }, 'sessions.refresh', { refreshToken, sentAt });
const me = (token: string, url = server.url) => ask({ url, token }, 'accounts.me');
const newKey = async (token: string) =>
  (
    await ask({ url: server.url, token }, 'apiKeys.create', {
      name: 'A tool',
      scopes: ['events:read'],
      expiresInDays: 1,
    })
  ).outcome;
const pass = (milliseconds: number) => passTime(server, milliseconds, [other]);
const warnings = async ({ account }: Held) =>
  (await server.mailsTo(account.address)).filter(({ subject }) => subject.startsWith('We ended'));

/** Nothing of a session is worth anything any more, and its owner was told. */
async function isFoundOut(held: Held, tokens: { accessToken: string; refreshToken: string | null }[]) {
  for (const { accessToken, refreshToken } of [held, ...tokens]) {
    expect((await refresh(refreshToken)).outcome).toBe('SESSION_ENDED');
    expect((await me(accessToken)).outcome).toBe('SIGN_IN_REQUIRED');
  }
  const told = await until(
    async () => (await warnings(held)).length > 0 && warnings(held),
    'the owner was told',
  );
  expect(told).toHaveLength(1);
}

/** Some time: the grace is over, and whoever holds a token has not renewed it. */
const LATER = 11 * SECOND_MS;

describe('A13 a lost answer', () => {
  it('A13 lost answer, asleep for a week: is asked for again, and nobody is signed out or told of a theft', async () => {
    const held = await person();
    const lost = (await refresh(held.refreshToken)).data;
    await pass(7 * DAY_MS);
    const next = (await refresh(held.refreshToken, other.url)).data;
    expect(next.sessionId).toBe(held.sessionId);
    expect(next.refreshToken).not.toBe(lost.refreshToken);
    expect((await me(next.accessToken)).outcome).toBe('OK');
    expect((await me(next.accessToken, other.url)).outcome).toBe('OK');
    expect((await refresh(next.refreshToken)).outcome).toBe('OK');
    expect(await warnings(held)).toHaveLength(0);
  });

  it('is lost as often as it likes', async () => {
    const held = await person();
    for (const url of [server.url, other.url, server.url]) {
      expect((await refresh(held.refreshToken, url)).outcome).toBe('OK');
      await pass(LATER);
    }
    const next = (await refresh(held.refreshToken)).data;
    expect((await me(next.accessToken)).outcome).toBe('OK');
  });

  it('A11 asked for again sixteen times at once over two processes has one successor that lives', async () => {
    const held = await person();
    await refresh(held.refreshToken);
    await pass(DAY_MS);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        refresh(held.refreshToken, index % 2 ? server.url : other.url),
      ),
    );
    expect(tally(answers)).toEqual({ OK: 16 });
    expect(new Set(answers.map(({ data }) => data.refreshToken)).size).toBe(1);
    const living = await server.database.query(
      `select hash from refresh_token where session_id = '${held.sessionId}' and used_at is null`,
    );
    expect(living).toHaveLength(1);
  });

  it('is not taken for one that came because a token from before it is used at the same moment', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, person));
    const given = await Promise.all(people.map(async (held) => (await refresh(held.refreshToken)).data));
    await Promise.all(
      given.flatMap(({ accessToken, refreshToken }) => [me(accessToken, other.url), refresh(refreshToken)]),
    );
    await pass(LATER);
    const again = await Promise.all(given.map(({ refreshToken }) => refresh(refreshToken)));
    expect(tally(again)).toEqual({ OK: 8 });
  });

  it('A5 makes nobody fresh who asks for it late', async () => {
    const held = await person();
    await refresh(held.refreshToken);
    expect(await newKey(held.accessToken)).toBe('OK');
    await pass(LATER);
    const next = (await refresh(held.refreshToken)).data;
    expect(await newKey(next.accessToken)).toBe('REAUTHENTICATION_REQUIRED');
  });
});

describe('A13 a theft is noticed', () => {
  it('when the thief goes on with what they stole, and its owner comes with the same', async () => {
    const held = await person();
    const thief = (await refresh(held.refreshToken)).data;
    // What matters is that it was used, on whichever process; nobody has renewed anything yet.
    expect((await me(thief.accessToken, other.url)).outcome).toBe('OK');
    await pass(LATER);
    await isFoundOut(held, [thief]);
  });

  it('when the owner has gone on, and the thief comes late', async () => {
    const held = await person();
    const owner = (await refresh(held.refreshToken)).data;
    expect((await me(owner.accessToken)).outcome).toBe('OK');
    await pass(7 * DAY_MS);
    expect((await refresh(held.refreshToken, other.url)).outcome).toBe('SESSION_ENDED');
    await isFoundOut(held, [owner]);
  });

  it('when the thief comes while the owner has not used yet what came, and the owner comes after', async () => {
    const held = await person();
    const owner = (await refresh(held.refreshToken)).data;
    await pass(LATER);
    const thief = (await refresh(held.refreshToken)).data;
    expect((await me(thief.accessToken)).outcome).toBe('OK');
    // Its access token alone is refused, on every process, and it is asked to renew.
    for (const url of [server.url, other.url])
      expect((await me(owner.accessToken, url)).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await refresh(owner.refreshToken)).outcome).toBe('SESSION_ENDED');
    await isFoundOut(held, [owner, thief]);
  });

  it('when the thief comes first and waits, and the owner goes on', async () => {
    const held = await person();
    const thief = (await refresh(held.refreshToken)).data;
    await pass(LATER);
    const owner = (await refresh(held.refreshToken)).data;
    for (const url of [server.url, other.url])
      expect((await me(thief.accessToken, url)).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await me(owner.accessToken)).outcome).toBe('OK');
    expect((await refresh(thief.refreshToken)).outcome).toBe('SESSION_ENDED');
    await isFoundOut(held, [owner, thief]);
  });

  it('also at once after another answer took the place of the first', async () => {
    const held = await person();
    const first = (await refresh(held.refreshToken)).data;
    await pass(LATER);
    const second = (await refresh(held.refreshToken)).data;
    const answers = await Promise.all([refresh(first.refreshToken), refresh(second.refreshToken, other.url)]);
    expect(answers[0]?.outcome).toBe('SESSION_ENDED');
    await isFoundOut(held, [first, second]);
  });

  it('whoever is quicker: what was given is used, or replaced, and never both', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, person));
    const given = await Promise.all(people.map(async (held) => (await refresh(held.refreshToken)).data));
    await pass(LATER);
    const races = people.map(async (held, index) => {
      const { accessToken = '' } = given[index] ?? {};
      const [used, replaced] = await Promise.all([
        me(accessToken, index % 2 ? other.url : server.url),
        refresh(held.refreshToken),
      ]);
      return [used.outcome, replaced.outcome].join(' ');
    });
    for (const outcome of await Promise.all(races))
      expect(['OK SESSION_ENDED', 'SIGN_IN_REQUIRED OK', 'SIGN_IN_REQUIRED SESSION_ENDED']).toContain(
        outcome,
      );
  });
});

describe('J13 a token of the version before this, which says when its owner had shown who they are', () => {
  async function tokenOfBefore({ account, sessionId }: Held, shownAt: Date) {
    const { config, clock } = server;
    const key = await signingKeyOf(config);
    return new SignJWT({ sid: sessionId, auth_time: shownAt.getTime() / SECOND_MS })
      .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: 'at+jwt' })
      .setSubject(account.id)
      .setIssuer(config.PUBLIC_URL)
      .setAudience(config.PUBLIC_URL)
      .setIssuedAt(clock.now())
      .setExpirationTime(after(clock.now(), DAY_MS))
      .sign(key.sign);
  }

  it('is believed until the session is confirmed or a renewal of it is lost, and marks no renewal as seen', async () => {
    const held = await person();
    const old = await tokenOfBefore(held, server.clock.now());
    expect((await me(old, other.url)).outcome).toBe('OK');
    await refresh(held.refreshToken);
    expect((await me(old)).outcome).toBe('OK');
    await pass(LATER);
    expect((await refresh(held.refreshToken)).outcome).toBe('OK');
    for (const url of [server.url, other.url]) expect((await me(old, url)).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('is not believed from before the session', async () => {
    const held = await person();
    const old = await tokenOfBefore(held, after(server.clock.now(), -MINUTE_MS));
    expect((await me(old)).outcome).toBe('SIGN_IN_REQUIRED');
  });
});

describe('a renewal that its sender has given up', () => {
  it('and that arrives after a later one was answered is neither answered nor a theft', async () => {
    const held = await person();
    const givenUp = server.clock.now();
    await pass(5 * SECOND_MS);
    const next = (await refresh(held.refreshToken, server.url, server.clock.now())).data;
    await pass(30 * SECOND_MS);
    // Neither before what was answered is used, nor after.
    expect((await refresh(held.refreshToken, other.url, givenUp)).outcome).toBe('UNAVAILABLE');
    expect((await me(next.accessToken)).outcome).toBe('OK');
    expect((await refresh(held.refreshToken, other.url, givenUp)).outcome).toBe('UNAVAILABLE');
    const newest = (await refresh(next.refreshToken)).data;
    expect((await refresh(held.refreshToken, server.url, givenUp)).outcome).toBe('UNAVAILABLE');
    expect((await me(newest.accessToken)).outcome).toBe('OK');
    expect(await warnings(held)).toHaveLength(0);
  });

  it('is judged like any other when it says that it is older than a request can be', async () => {
    const held = await person();
    const long = server.clock.now();
    await pass(3 * MINUTE_MS);
    const next = (await refresh(held.refreshToken)).data;
    expect((await me(next.accessToken)).outcome).toBe('OK');
    await pass(LATER);
    expect((await refresh(held.refreshToken, server.url, long)).outcome).toBe('SESSION_ENDED');
    await isFoundOut(held, [next]);
  });

  it('is judged by when it was sent, not by when it was sent first', async () => {
    const held = await person();
    const thief = (await refresh(held.refreshToken)).data;
    expect((await me(thief.accessToken)).outcome).toBe('OK');
    await pass(LATER);
    expect((await refresh(held.refreshToken, server.url, server.clock.now())).outcome).toBe('SESSION_ENDED');
    await isFoundOut(held, [thief]);
  });

  /** What the clock of a machine says that is so far off. */
  const clockOff = (milliseconds: number) => after(server.clock.now(), milliseconds);

  it.each([
    ['fast', MINUTE_MS],
    ['slow', -MINUTE_MS],
    ['fast by hours', 5 * HOUR_MS],
  ])('is told from a theft by a machine whose clock is %s', async (_, off) => {
    const held = await person();
    const givenUp = clockOff(off);
    await pass(5 * SECOND_MS);
    const next = (await refresh(held.refreshToken, server.url, clockOff(off))).data;
    expect((await me(next.accessToken)).outcome).toBe('OK');
    await pass(30 * SECOND_MS);
    expect((await refresh(held.refreshToken, other.url, givenUp)).outcome).toBe('UNAVAILABLE');
    expect((await refresh(next.refreshToken)).outcome).toBe('OK');
    expect(await warnings(held)).toHaveLength(0);
  });

  it('does not keep a machine waiting whose clock is slow, and that asks again for what was lost', async () => {
    const held = await person();
    await refresh(held.refreshToken, server.url, clockOff(-MINUTE_MS));
    await pass(LATER);
    const next = await refresh(held.refreshToken, other.url, clockOff(-MINUTE_MS));
    expect((await me(next.data.accessToken)).outcome).toBe('OK');
  });

  it('is the last of several tries within the grace, come late a second time', async () => {
    const held = await person();
    const off = MINUTE_MS;
    await refresh(held.refreshToken, server.url, clockOff(off));
    await pass(6 * SECOND_MS);
    const sentAt = clockOff(off);
    const next = (await refresh(held.refreshToken, server.url, sentAt)).data;
    expect((await me(next.accessToken)).outcome).toBe('OK');
    await pass(30 * SECOND_MS);
    expect((await refresh(held.refreshToken, other.url, sentAt)).outcome).toBe('UNAVAILABLE');
    expect((await me(next.accessToken)).outcome).toBe('OK');
  });

  it.each([
    ['in hours', 5 * HOUR_MS, 'UNAVAILABLE'],
    ['in years', 1_000 * DAY_MS, 'SESSION_ENDED'],
  ])(
    'hides no thief for longer than two minutes who says that they sent theirs %s',
    async (_, off, atFirst) => {
      const held = await person();
      const thief = (await refresh(held.refreshToken, server.url, clockOff(off))).data;
      expect((await me(thief.accessToken)).outcome).toBe('OK');
      await pass(LATER);
      expect((await refresh(held.refreshToken, server.url, clockOff(0))).outcome).toBe(atFirst);
      await pass(2 * MINUTE_MS);
      expect((await refresh(held.refreshToken, server.url, clockOff(0))).outcome).toBe('SESSION_ENDED');
      await isFoundOut(held, [thief]);
    },
  );
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
let other: SpawnedServer;

beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  other = await spawnBeside(server, BEHIND_PROXY);
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});

const person = () => signUp(server, { headers: otherNetwork() });
const refresh = (refreshToken: string | null, url = server.url) =>
  ask({ url, headers: otherNetwork() }, 'sessions.refresh', { refreshToken });
const me = (token: string, url = server.url) => ask({ url, token }, 'accounts.me');
const pass = (milliseconds: number) => passTime(server, milliseconds, [other]);

describe('a refresh token', () => {
  it('gives the next pair, whose access token works', async () => {
    const held = await person();
    const next = (await refresh(held.refreshToken)).data;
    expect(next.sessionId).toBe(held.sessionId);
    expect(next.refreshToken).not.toBe(held.refreshToken);
    expect((await me(next.accessToken)).data.id).toBe(held.account.id);
  });

  it('A11 submitted sixteen times at once over two processes has one successor', async () => {
    const held = await person();
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        refresh(held.refreshToken, index % 2 ? server.url : other.url),
      ),
    );
    expect(tally(answers)).toEqual({ OK: 16 });
    expect(new Set(answers.map(({ data }) => data.refreshToken)).size).toBe(1);
    const kept = await server.database.query(
      `select hash from refresh_token where session_id = '${held.sessionId}'`,
    );
    expect(kept).toHaveLength(2);
  });

  it('A13 sent again after a lost answer gives the same successor within ten seconds', async () => {
    const held = await person();
    const lost = (await refresh(held.refreshToken)).data;
    await pass(8 * SECOND_MS);
    const again = (await refresh(held.refreshToken, other.url)).data;
    expect(again.refreshToken).toBe(lost.refreshToken);
    expect((await refresh(again.refreshToken)).outcome).toBe('OK');
  });

  it('A13 an old refresh token ends the whole family, its newest child included, and the owner is told', async () => {
    const held = await person();
    const bystander = await signIn(server, held.account.address, otherNetwork());
    const child = (await refresh(held.refreshToken)).data;
    const newest = (await refresh(child.refreshToken)).data;
    await pass(11 * SECOND_MS);

    expect((await refresh(held.refreshToken)).outcome).toBe('SESSION_ENDED');
    for (const token of [held, child, newest].map(({ refreshToken }) => refreshToken))
      expect((await refresh(token)).outcome).toBe('SESSION_ENDED');
    for (const { accessToken } of [held, child, newest])
      expect((await me(accessToken)).outcome).toBe('SIGN_IN_REQUIRED');

    const told = await until(async () => {
      const all = await server.mailsTo(held.account.address);
      const warnings = all.filter(({ subject }) => subject.startsWith('We ended'));
      return warnings.length > 0 && warnings;
    }, 'the owner was told');
    expect(told).toHaveLength(1);
    expect(told.at(-1)?.text).toContain(`${server.config.PUBLIC_URL}/account/sessions`);
    const [ended] = await server.database.query(
      `select end_reason, (select count(*)::int from audit_entry where action = 'session.reused' and subject_id = session.id) as audited
       from session where id = '${held.sessionId}'`,
    );
    expect(ended).toEqual({ end_reason: 'reused', audited: 1 });
    expect((await refresh(bystander.refreshToken)).outcome).toBe('OK');
  });

  it('A13 is a theft even within the grace once somebody has gone on with its successor', async () => {
    const held = await person();
    const child = (await refresh(held.refreshToken)).data;
    const newest = (await refresh(child.refreshToken)).data;
    expect((await refresh(held.refreshToken)).outcome).toBe('SESSION_ENDED');
    expect((await refresh(newest.refreshToken)).outcome).toBe('SESSION_ENDED');
  });

  it('A13 replayed at the same moment as its child is used leaves no living child', async () => {
    const held = await person();
    const child = (await refresh(held.refreshToken)).data;
    await pass(11 * SECOND_MS);
    // Whichever comes first: the child is gone on with, or it is replaced because nobody had come with it.
    const answers = await Promise.all([
      refresh(child.refreshToken, other.url),
      refresh(held.refreshToken),
      refresh(child.refreshToken),
    ]);
    for (const { data } of answers.filter(({ outcome }) => outcome === 'OK'))
      expect((await refresh(data.refreshToken)).outcome).toBe('SESSION_ENDED');
    expect(tally(answers)).toMatchObject({ SESSION_ENDED: expect.any(Number) });
  });

  it('A6 cut short, lengthened, changed in case or empty is no token, and harms no session', async () => {
    const held = await person();
    const { refreshToken } = held;
    for (const wrong of [refreshToken.slice(0, -1), `${refreshToken}A`, refreshToken.toLowerCase(), '', ' '])
      expect((await refresh(wrong)).outcome).toBe('SESSION_ENDED');
    expect((await refresh('x'.repeat(201))).outcome).toBe('BAD_INPUT');
    expect((await refresh(refreshToken)).outcome).toBe('OK');
  });

  it('is worth nothing when its session was not used for its whole lifetime', async () => {
    const [unused, used] = [await person(), await person()];
    await pass((server.config.SESSION_LIFETIME_DAYS - 1) * DAY_MS);
    const renewed = (await refresh(used.refreshToken)).data;
    await pass(DAY_MS + MINUTE_MS);
    expect((await refresh(unused.refreshToken)).outcome).toBe('SESSION_ENDED');
    expect((await refresh(renewed.refreshToken)).outcome).toBe('OK');
  });

  it('ends with its session after the whole lifetime, however often it was used', async () => {
    const held = await person();
    const { SESSION_MAX_LIFETIME_DAYS: most, SESSION_LIFETIME_DAYS: unused } = server.config;
    let { refreshToken } = (await refresh(held.refreshToken)).data;
    const expiresAt = async () => {
      const [row] = await server.database.query(
        `select expires_at from session where id = '${held.sessionId}'`,
      );
      return Number(row?.expires_at);
    };
    const latest = server.clock.now().getTime() + most * DAY_MS;
    for (let days = 0; days < most - 1; days += unused - 1) {
      await pass(Math.min(unused - 1, most - 1 - days) * DAY_MS);
      ({ refreshToken } = (await refresh(refreshToken)).data);
      expect(await expiresAt()).toBeLessThanOrEqual(latest);
    }
    expect(latest - (await expiresAt())).toBeLessThan(MINUTE_MS);
    await pass(DAY_MS + MINUTE_MS);
    expect((await refresh(refreshToken)).outcome).toBe('SESSION_ENDED');
  });

  it('A16 is worth nothing when the account has been disabled', async () => {
    const held = await person();
    await server.database.query(`update account set disabled_at = now() where id = '${held.account.id}'`);
    expect((await refresh(held.refreshToken)).outcome).toBe('SESSION_ENDED');
  });

  it('is kept as a hash only', async () => {
    const held = await person();
    const next = (await refresh(held.refreshToken)).data;
    const rows = JSON.stringify(await server.database.query('select * from refresh_token'));
    expect(rows).not.toContain(held.refreshToken);
    expect(rows).not.toContain(next.refreshToken);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../kernel/config.ts';
import { openCursor, sealCursor } from '../../kernel/cursor.ts';
import { Fault } from '../../kernel/fault.ts';
import { isKeyedHash, keyedHash } from '../../kernel/keys.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { addTotp, ticketFor } from '../../testing/second-factors.ts';
import { requestSignIn, signUp } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { signAccessToken, verifyAccessToken } from './access-token.ts';

const OLD = 'the secret of last year for tests';
const NEW = 'the secret of this year for tests';

const configOf = (key: string, previous = '', JWT_ALGORITHM = 'ES256') =>
  readConfig(
    {
      JWT_SECRET_KEY: key,
      JWT_PREVIOUS_SECRET_KEYS: previous,
      JWT_ALGORITHM,
      PUBLIC_URL: 'https://foyer.example.org',
    },
    () => 'a key that this test does not use',
  );
const [before, during, after] = [configOf(OLD), configOf(NEW, `${OLD}, ${OLD}`), configOf(NEW)];

describe('what was made under a previous secret', () => {
  const sealedFor = { purpose: 'test', belongsTo: 'row' };
  const hashed = { purpose: 'test', text: 'a code' };

  it('is believed as long as that one is listed, and not a moment longer', () => {
    const sealed = seal(before, 'a secret', sealedFor);
    expect(unseal(during, sealed, sealedFor)).toBe('a secret');
    expect(() => unseal(after, sealed, sealedFor)).toThrow();
    expect(() => unseal(during, sealed, { ...sealedFor, belongsTo: 'another row' })).toThrow();

    const hash = keyedHash(before, hashed.purpose, hashed.text);
    expect(isKeyedHash(during, hash, hashed)).toBe(true);
    expect(isKeyedHash(after, hash, hashed)).toBe(false);
    expect(isKeyedHash(during, hash.slice(0, 32), hashed)).toBe(false);

    const cursor = sealCursor(before, 'events', [1, 'id']);
    expect(openCursor(during, 'events', cursor)).toEqual([1, 'id']);
    expect(() => openCursor(during, 'people', cursor)).toThrow(Fault);
    expect(() => openCursor(after, 'events', cursor)).toThrow(Fault);
  });

  it('is no longer made: the current one alone signs, seals and hashes', () => {
    expect(unseal(after, seal(during, 'a secret', sealedFor), sealedFor)).toBe('a secret');
    expect(keyedHash(during, 'test', 'a code')).toBe(keyedHash(after, 'test', 'a code'));
  });

  it.each(['ES256', 'EdDSA', 'HS256'])(
    'A17 goes by its kid in a token that is signed by %s',
    async (algorithm) => {
      const now = new Date('2027-03-14T12:00:00Z');
      const ids = { accountId: 'a', sessionId: 's', renewedAt: now };
      const { token } = await signAccessToken(configOf(OLD, '', algorithm), ids, now);
      const held = (config: typeof before) => verifyAccessToken(config, token, now);
      expect(await held(configOf(NEW, OLD, algorithm))).toMatchObject(ids);
      expect(await held(configOf(NEW, '', algorithm))).toBeUndefined();
      // Signed by the one, and named for the other.
      const [head = '', claims, signature] = token.split('.');
      const { token: another } = await signAccessToken(configOf(NEW, '', algorithm), ids, now);
      expect(another.split('.')[0]).not.toBe(head);
      const swapped = [another.split('.')[0], claims, signature].join('.');
      expect(await verifyAccessToken(configOf(NEW, OLD, algorithm), swapped, now)).toBeUndefined();
    },
  );
});

describe('a rotation, one process after the other', () => {
  let server: TestServer;
  let rotated: SpawnedServer;
  let done: SpawnedServer;

  beforeAll(async () => {
    // The first step: every process knows the new secret before any makes something by it.
    server = await startTestServer({ ...BEHIND_PROXY, JWT_SECRET_KEY: OLD, JWT_PREVIOUS_SECRET_KEYS: NEW });
    rotated = await spawnBeside(server, {
      ...BEHIND_PROXY,
      JWT_SECRET_KEY: NEW,
      JWT_PREVIOUS_SECRET_KEYS: OLD,
    });
    done = await spawnBeside(server, { ...BEHIND_PROXY, JWT_SECRET_KEY: NEW });
  });
  afterAll(async () => {
    await done?.stop();
    await rotated?.stop();
    await server?.stop();
  });

  const me = async (token: string, url: string) => (await ask({ url, token }, 'accounts.me')).outcome;
  const refresh = (refreshToken: string | null, url: string) =>
    ask({ url, headers: otherNetwork() }, 'sessions.refresh', { refreshToken });
  const kids = async (url: string) => {
    const answer = await fetch(`${url}/.well-known/jwks.json`);
    return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  };

  it('signs nobody out: tokens of both are believed by both', async () => {
    const held = await signUp(server, { headers: otherNetwork() });
    expect(await me(held.accessToken, rotated.url)).toBe('OK');
    const renewed = (await refresh(held.refreshToken, rotated.url)).data;
    expect(await me(renewed.accessToken, rotated.url)).toBe('OK');
    expect(await me(renewed.accessToken, server.url)).toBe('OK');
    const again = (await refresh(renewed.refreshToken, server.url)).data;
    expect(await me(again.accessToken, rotated.url)).toBe('OK');
    expect(renewed.sessionId).toBe(held.sessionId);
  });

  it('A13 gives the same successor for a lost answer of either process', async () => {
    const held = await signUp(server, { headers: otherNetwork() });
    const lost = (await refresh(held.refreshToken, server.url)).data;
    expect((await refresh(held.refreshToken, rotated.url)).data.refreshToken).toBe(lost.refreshToken);
    const next = (await refresh(lost.refreshToken, rotated.url)).data;
    expect((await refresh(lost.refreshToken, server.url)).data.refreshToken).toBe(next.refreshToken);
  });

  it('redeems a code on the process that did not mail it', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const sent = await requestSignIn(server, account.address, otherNetwork());
    const redeemed = await ask({ url: rotated.url, headers: otherNetwork() }, 'signIns.redeemCode', sent);
    expect(redeemed.outcome).toBe('OK');
  });

  it('A11 takes a recovery code that was made under the old secret, once over all processes', async () => {
    const { accessToken, account } = await signUp(server, { headers: otherNetwork() });
    const { recoveryCodes } = await addTotp(server, accessToken);
    const [first = '', second = ''] = recoveryCodes ?? [];
    const show = async (url: string, code: string) => {
      const ticket = await ticketFor(server, { accountId: account.id });
      const given = { ticket, kind: 'recovery-code', code };
      return (await ask({ url, headers: otherNetwork() }, 'secondFactors.redeem', given)).outcome;
    };
    expect(await show(done.url, first)).toBe('CODE_WRONG');
    expect(await show(rotated.url, first)).toBe('OK');
    expect(await show(server.url, first)).toBe('CODE_WRONG');
    expect(await show(rotated.url, second)).toBe('OK');
  });

  it('shows all public keys to those who check tokens themselves', async () => {
    const [old, now] = [await kids(server.url), await kids(rotated.url)];
    expect(now).toHaveLength(2);
    expect([...now].reverse()).toEqual(old);
    expect(await kids(done.url)).toEqual(now.slice(0, 1));
  });

  it('makes access tokens of the old secret dead once that is taken out, and keeps their sessions', async () => {
    const held = await signUp(server, { headers: otherNetwork() });
    expect(await me(held.accessToken, done.url)).toBe('SIGN_IN_REQUIRED');
    const renewed = await refresh(held.refreshToken, done.url);
    expect(await me(renewed.data.accessToken, done.url)).toBe('OK');
  });

  it('takes nobody for a thief whose lost answer this process cannot give again', async () => {
    const held = await signUp(server, { headers: otherNetwork() });
    const lost = (await refresh(held.refreshToken, server.url)).data;
    expect((await refresh(held.refreshToken, done.url)).outcome).toBe('UNAVAILABLE');
    expect((await refresh(held.refreshToken, rotated.url)).data.refreshToken).toBe(lost.refreshToken);
  });
});

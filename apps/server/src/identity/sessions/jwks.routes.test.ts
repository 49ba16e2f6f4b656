import { createHmac } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify, SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { signingKeyOf } from './signing-key.ts';

let server: TestServer | undefined;
afterEach(() => server?.stop());

const text = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

async function jwksOf({ url }: TestServer): Promise<{ keys: Record<string, unknown>[] }> {
  return (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: Record<string, unknown>[] };
}

describe.each(['ES256', 'EdDSA', 'HS256'] as const)('a server that signs by %s', (JWT_ALGORITHM) => {
  it('A17 believes its own tokens and no forgery, and shows a key exactly if it is public', async () => {
    server = await startTestServer({ JWT_ALGORITHM });
    const { url, config } = server;
    const { accessToken, account, sessionId } = await signUp(server);
    const outcomeOf = async (token: string) => (await ask({ url, token }, 'accounts.me')).outcome;
    expect(await outcomeOf(accessToken)).toBe('OK');

    const { keys } = await jwksOf(server);
    if (JWT_ALGORITHM === 'HS256') expect(keys).toEqual([]);
    else {
      expect(keys.map((key) => Object.keys(key).sort())).toEqual([
        JWT_ALGORITHM === 'ES256'
          ? ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']
          : ['alg', 'crv', 'kid', 'kty', 'use', 'x'],
      ]);
      const verified = await jwtVerify(
        accessToken,
        createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`)),
        {
          issuer: config.PUBLIC_URL,
          audience: config.PUBLIC_URL,
          typ: 'at+jwt',
        },
      );
      expect(verified.payload).toMatchObject({ sub: account.id, sid: sessionId });
    }

    const [head = '', claims = '', signature = ''] = accessToken.split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
    const none = text({ ...header, alg: 'none' });
    const byPublicKey = `${text({ ...header, alg: 'HS256' })}.${claims}`;
    const key = await signingKeyOf(config);
    const forOther = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: 'JWT' })
      .setSubject(account.id)
      .setIssuer(config.PUBLIC_URL)
      .setAudience(config.PUBLIC_URL)
      .setExpirationTime('5m')
      .sign(key.sign);
    const forgeries = [
      `${none}.${claims}.`,
      `${none}.${claims}.${signature}`,
      `${byPublicKey}.${createHmac('sha256', JSON.stringify(keys[0] ?? ''))
        .update(byPublicKey)
        .digest('base64url')}`,
      `${head}.${claims}.`,
      `${text({ ...header, kid: 'another' })}.${claims}.${signature}`,
      forOther,
    ];
    for (const forgery of forgeries) expect(await outcomeOf(forgery)).toBe('SIGN_IN_REQUIRED');
    expect(await outcomeOf(accessToken)).toBe('OK');
  });
});

it('A17 a token ends when it says so, also where it is remembered', async () => {
  server = await startTestServer();
  const { url, clock, config } = server;
  const { accessToken } = await signUp(server);
  const outcome = async () => (await ask({ url, token: accessToken }, 'accounts.me')).outcome;
  expect(await outcome()).toBe('OK');
  clock.setAheadMs(config.JWT_EXPIRE_MINS * 60_000 - 30_000);
  expect(await outcome()).toBe('OK');
  clock.setAheadMs(config.JWT_EXPIRE_MINS * 60_000 + 1_000);
  expect(await outcome()).toBe('SIGN_IN_REQUIRED');
});

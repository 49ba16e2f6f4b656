import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { after, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { type Config, readConfig } from '../../kernel/config.ts';
import { signAccessToken, verifyAccessToken } from './access-token.ts';
import { signingKeyOf } from './signing-key.ts';

const NOW = new Date('2027-03-14T12:00:00Z');
const session = {
  accountId: '01900000-0000-7000-8000-000000000001',
  sessionId: '01900000-0000-7000-8000-000000000002',
  renewedAt: new Date('2027-03-14T11:59:59.123Z'),
};
const ALGORITHMS = ['ES256', 'EdDSA', 'HS256'] as const;

function configWith(JWT_ALGORITHM: string, more: NodeJS.Dict<string> = {}): Config {
  return readConfig(
    {
      JWT_ALGORITHM,
      JWT_SECRET_KEY: 'a secret of this test',
      PUBLIC_URL: 'https://foyer.example.org',
      ...more,
    },
    () => 'a key that this test does not use',
  );
}

/** What a genuine token is made of; each test changes one thing. */
async function forge(
  config: Config,
  change: { header?: object; claims?: object; key?: KeyObject; expiresAt?: Date } = {},
): Promise<string> {
  const key = await signingKeyOf(config);
  const { accountId, sessionId, renewedAt } = session;
  return new SignJWT({
    sid: sessionId,
    renewed_at: renewedAt.getTime() / 1_000,
    iss: config.PUBLIC_URL,
    aud: config.PUBLIC_URL,
    sub: accountId,
    ...change.claims,
  })
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: 'at+jwt', ...change.header })
    .setIssuedAt(NOW)
    .setExpirationTime(change.expiresAt ?? after(NOW, 10 * MINUTE_MS))
    .sign(change.key ?? key.sign);
}

/** A token whose header and signature are written by hand. */
async function sealedBy(
  token: string,
  header: object,
  signature: (signed: string) => string,
): Promise<string> {
  const [, claims] = token.split('.');
  const signed = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${claims}`;
  return `${signed}.${signature(signed)}`;
}

describe.each(ALGORITHMS)('an access token by %s', (algorithm) => {
  const config = configWith(algorithm);
  const isBelieved = async (token: string, now = NOW) =>
    (await verifyAccessToken(config, token, now)) !== undefined;

  it('A17 says whose session it is until it ends, and not a second longer', async () => {
    const { token, expiresAt } = await signAccessToken(config, session, NOW);
    expect(expiresAt).toEqual(after(NOW, 10 * MINUTE_MS));
    expect(await verifyAccessToken(config, token, NOW)).toEqual({ ...session, expiresAt });
    expect(await isBelieved(token, after(expiresAt, -SECOND_MS))).toBe(true);
    expect(await isBelieved(token, expiresAt)).toBe(false);
  });

  it('A17 made by hand with nothing changed is believed, so that the refusals below mean something', async () => {
    expect(await isBelieved(await forge(config))).toBe(true);
  });

  it('A17 is refused without a signature', async () => {
    const { id } = await signingKeyOf(config);
    for (const alg of ['none', 'None', 'NONE', ''])
      expect(
        await isBelieved(await sealedBy(await forge(config), { alg, kid: id, typ: 'at+jwt' }, () => '')),
      ).toBe(false);
    const [head, claims] = (await forge(config)).split('.');
    for (const cut of [`${head}.${claims}.`, `${head}.${claims}`, `${head}`, '', 'a.b.c'])
      expect(await isBelieved(cut)).toBe(false);
  });

  it('A17 is refused with an unknown kid, or none, also by the right key', async () => {
    expect(await isBelieved(await forge(config, { header: { kid: 'another' } }))).toBe(false);
    expect(await isBelieved(await forge(config, { header: { kid: undefined } }))).toBe(false);
  });

  it('A17 is refused of another issuer or audience', async () => {
    const elsewhere = 'https://other.example.org';
    expect(await isBelieved(await forge(config, { claims: { iss: elsewhere } }))).toBe(false);
    expect(await isBelieved(await forge(config, { claims: { aud: elsewhere } }))).toBe(false);
    expect(await isBelieved(await forge(config, { claims: { aud: undefined } }))).toBe(false);
    expect(await isBelieved(await forge(config, { claims: { iss: undefined } }))).toBe(false);
  });

  it('A17 is refused when it was made for another purpose', async () => {
    for (const typ of ['JWT', 'unsubscribe+jwt', 'id_token+jwt', undefined])
      expect(await isBelieved(await forge(config, { header: { typ } }))).toBe(false);
  });

  it('A17 is refused without a session or an account', async () => {
    expect(await isBelieved(await forge(config, { claims: { sid: undefined } }))).toBe(false);
    expect(await isBelieved(await forge(config, { claims: { sub: undefined } }))).toBe(false);
    expect(await isBelieved(await forge(config, { claims: { sid: 7 } }))).toBe(false);
  });

  it('A17 is refused when it does not say when its owner had shown who they are', async () => {
    for (const renewed_at of [undefined, 'now', null])
      expect(await isBelieved(await forge(config, { claims: { renewed_at } }))).toBe(false);
    for (const renewed_at of ['now', null])
      expect(await isBelieved(await forge(config, { claims: { renewed_at, auth_time: 1 } }))).toBe(false);
  });

  it('A17 is refused when its claims were changed after signing', async () => {
    const [head, , signature] = (await forge(config)).split('.');
    const [, claims] = (
      await forge(config, { claims: { sub: '01900000-0000-7000-8000-00000000000f' } })
    ).split('.');
    expect(await isBelieved(`${head}.${claims}.${signature}`)).toBe(false);
  });

  it('A17 is refused of another secret', async () => {
    const other = configWith(algorithm, { JWT_SECRET_KEY: 'the secret of another installation' });
    expect(await isBelieved(await forge(other))).toBe(false);
    const { id } = await signingKeyOf(config);
    expect(await isBelieved(await forge(other, { header: { kid: id } }))).toBe(false);
  });

  it('A17 is refused by each of the other algorithms, also with the same secret and kid', async () => {
    const { id } = await signingKeyOf(config);
    for (const other of ALGORITHMS.filter((one) => one !== algorithm)) {
      expect(await isBelieved(await forge(configWith(other)))).toBe(false);
      expect(await isBelieved(await forge(configWith(other), { header: { kid: id } }))).toBe(false);
    }
  });
});

describe.each(['ES256', 'EdDSA'] as const)('the public key of %s', (algorithm) => {
  const config = configWith(algorithm);

  it('A17 is no secret for HS256', async () => {
    const { publicJwk, verify, id } = await signingKeyOf(config);
    const secrets = [
      verify.export({ type: 'spki', format: 'pem' }),
      verify.export({ type: 'spki', format: 'der' }),
      JSON.stringify(publicJwk),
      Buffer.from(publicJwk?.x ?? '', 'base64url'),
    ];
    for (const secret of secrets) {
      const token = await sealedBy(await forge(config), { alg: 'HS256', kid: id, typ: 'at+jwt' }, (signed) =>
        createHmac('sha256', secret).update(signed).digest('base64url'),
      );
      expect(await verifyAccessToken(config, token, NOW)).toBeUndefined();
    }
  });

  it('A17 is not taken from the token itself', async () => {
    const { privateKey } =
      algorithm === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
    const jwk = createPublicKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).export({
      format: 'jwk',
    });
    const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const token = await forge(config, {
      key,
      header: { jwk, jku: 'https://attacker.example.org/jwks.json' },
    });
    expect(await verifyAccessToken(config, token, NOW)).toBeUndefined();
  });

  it('A17 checks our tokens for whoever reads it from the JWKS, and tells nothing private', async () => {
    const { publicJwk } = await signingKeyOf(config);
    expect(Object.keys(publicJwk ?? {})).not.toContain('d');
    const { token } = await signAccessToken(config, session, NOW);
    const keys = createLocalJWKSet({ keys: publicJwk ? [publicJwk] : [] });
    const { payload } = await jwtVerify(token, keys, { currentDate: NOW, issuer: config.PUBLIC_URL });
    expect(payload).toMatchObject({ sub: session.accountId, sid: session.sessionId });
  });
});

it('A17 shows no key at all for HS256', async () => {
  expect((await signingKeyOf(configWith('HS256'))).publicJwk).toBeUndefined();
});

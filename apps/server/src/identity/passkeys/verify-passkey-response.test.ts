import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { ask, tally } from '../../testing/ask.ts';
import { createAuthenticator, type Deviation } from '../../testing/authenticator.ts';
import { BEHIND_PROXY } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import {
  addPasskey,
  answer,
  asNobody,
  asPerson,
  type PasskeyOwner,
  personAt,
  personWithPasskey,
  signInBy,
} from '../../testing/passkeys.ts';
import { makePerson } from '../../testing/people.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { startPasskeyCeremony } from './start-passkey-ceremony.ts';
import { verifyPasskeyResponse } from './verify-passkey-response.ts';

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

const begin = async (address?: string) =>
  (await ask(asNobody(server), 'signIns.startPasskey', address === undefined ? {} : { address })).data;
const auditOf = (accountId: string) =>
  server.database.query(
    `select details from audit_entry where subject_id = '${accountId}' and action = 'passkey.refused'`,
  );
const sessionsOf = async (accountId: string) =>
  (await server.database.query(`select id from session where account_id = '${accountId}'`)).length;

/** Refused, nobody is signed in, and the passkey itself is still good. */
async function expectRefused(owner: PasskeyOwner, deviation: Deviation) {
  const before = await sessionsOf(owner.accountId);
  const refused = await signInBy(server, owner.passkey, { deviation });
  expect(refused.outcome).toBe('PASSKEY_REFUSED');
  expect(await sessionsOf(owner.accountId)).toBe(before);
  expect((await signInBy(server, owner.passkey)).outcome).toBe('OK');
}

const WRONG: [what: string, deviation: Deviation][] = [
  ['a page of another origin', { origin: 'https://foyer.example.org' }],
  ['a page of our host at another port', { origin: 'http://localhost:1' }],
  ['a passkey of another domain', { rpId: 'example.org' }],
  ['a frame of another site', { clientData: { crossOrigin: true } }],
  ['a frame that hides it is one', { clientData: { topOrigin: 'https://attacker.example.org' } }],
  ['a frame that says so twice', { clientData: { crossOrigin: true, topOrigin: 'http://localhost' } }],
  ['a person who was not verified', { isVerified: false }],
  ['nobody who was there', { isPresent: false }],
  ['a challenge of its own', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
];

describe('A19 a sign-in is refused', () => {
  it.each(WRONG)('from %s', async (_, deviation) => {
    await expectRefused(await personWithPasskey(server), deviation);
  });

  it('from a registration in place of a sign-in', async () => {
    await expectRefused(await personWithPasskey(server), { type: 'webauthn.create' });
  });

  it('from a user handle that does not own the credential, and from none', async () => {
    const owner = await personWithPasskey(server);
    const stranger = await personWithPasskey(server);
    const handle = Buffer.from(stranger.accountId.replaceAll('-', ''), 'hex').toString('base64url');
    await expectRefused(owner, { userHandle: handle });
    await expectRefused(owner, { userHandle: null });
    const named = { address: owner.address };
    expect(
      (await signInBy(server, owner.passkey, { ...named, deviation: { userHandle: handle } })).outcome,
    ).toBe('PASSKEY_REFUSED');
    // A security key need not say whose it is when the address has.
    expect(
      (await signInBy(server, owner.passkey, { ...named, deviation: { userHandle: null } })).outcome,
    ).toBe('OK');
  });

  it('from another passkey’s signature', async () => {
    const owner = await personWithPasskey(server);
    const forger = createAuthenticator({ origin: server.url });
    const credentialId = Buffer.from(owner.passkey.credentialId, 'base64url');
    const userHandle = Buffer.from(owner.accountId.replaceAll('-', ''), 'hex').toString('base64url');
    const refused = await signInBy(server, forger, { deviation: { credentialId, userHandle } });
    expect(refused.outcome).toBe('PASSKEY_REFUSED');
    expect(await auditOf(owner.accountId)).toEqual([]);
  });

  it('from a counter that went back or stood still, with an audit row, and goes on with one that rises', async () => {
    const owner = await personWithPasskey(server, { counter: 4 });
    expect((await signInBy(server, owner.passkey, { deviation: { counter: 9 } })).outcome).toBe('OK');
    for (const counter of [9, 8, 0])
      expect((await signInBy(server, owner.passkey, { deviation: { counter } })).outcome).toBe(
        'PASSKEY_REFUSED',
      );
    expect(await auditOf(owner.accountId)).toEqual(
      Array.from({ length: 3 }, () => ({
        details: { passkeyId: owner.passkeyId, reason: 'counter-went-back' },
      })),
    );
    expect((await signInBy(server, owner.passkey, { deviation: { counter: 10 } })).outcome).toBe('OK');
  });

  it('from backup eligibility that changed, with an audit row, until the passkey is added again', async () => {
    const { passkeyId, ...owner } = await personWithPasskey(server);
    const changed = { isBackupEligible: false };
    expect((await signInBy(server, owner.passkey, { deviation: changed })).outcome).toBe('PASSKEY_REFUSED');
    expect(await auditOf(owner.accountId)).toEqual([
      { details: { passkeyId, reason: 'backup-eligibility-changed' } },
    ]);
    await ask(asPerson(server, owner), 'passkeys.remove', { passkeyId });
    await addPasskey(server, owner, { passkey: owner.passkey, deviation: changed });
    expect((await signInBy(server, owner.passkey, { deviation: changed })).outcome).toBe('OK');
  });

  it('from one that is backed up and cannot be', async () => {
    await expectRefused(await personWithPasskey(server), { isBackupEligible: false, isBackedUp: true });
  });

  it('and the backup state, which may change, is kept', async () => {
    const owner = await personWithPasskey(server);
    expect((await signInBy(server, owner.passkey, { deviation: { isBackedUp: true } })).outcome).toBe('OK');
    const [passkey] = (await ask(asPerson(server, owner), 'passkeys.list')).data.items;
    expect(passkey).toMatchObject({ isBackedUp: true });
    expect(passkey?.lastUsedAt).toBeInstanceOf(Date);
  });
});

describe('A19 a registration is refused', () => {
  it.each([...WRONG, ['a sign-in in its place', { type: 'webauthn.get' }] as const])(
    'from %s',
    async (_, deviation) => {
      const person = await personAt(server);
      const passkey = createAuthenticator({ origin: server.url });
      expect((await addPasskey(server, person, { passkey, deviation })).outcome).toBe('PASSKEY_REFUSED');
      expect((await ask(asPerson(server, person), 'passkeys.list')).data.items).toEqual([]);
    },
  );

  it('from bytes that are nothing', async () => {
    const person = await personAt(server);
    const { data } = await ask(asPerson(server, person), 'passkeys.startRegistration');
    const made = createAuthenticator({ origin: server.url }).create(data.options);
    const refused = await ask(asPerson(server, person), 'passkeys.register', {
      ceremonyId: data.ceremonyId,
      response: { ...made, response: { ...made.response, attestationObject: 'AAAA' } },
    });
    expect(refused.outcome).toBe('PASSKEY_REFUSED');
  });
});

describe('a challenge', () => {
  it('A11 is answered once by twelve at the same time, over two processes', async () => {
    const { passkey, accountId } = await personWithPasskey(server);
    const before = await sessionsOf(accountId);
    const begun = await begin();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => answer(index % 2 === 0 ? server : other, begun, passkey)),
    );
    expect(tally(answers)).toEqual({ OK: 1, CEREMONY_OVER: 11 });
    expect(await sessionsOf(accountId)).toBe(before + 1);
  });

  it('A11 of a registration is answered once too', async () => {
    const person = await personAt(server);
    const { data } = await ask(asPerson(server, person), 'passkeys.startRegistration');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        ask(asPerson(server, person), 'passkeys.register', {
          ceremonyId: data.ceremonyId,
          response: createAuthenticator({ origin: server.url }).create(data.options),
        }),
      ),
    );
    expect(tally(answers)).toEqual({ OK: 1, CEREMONY_OVER: 5 });
  });

  it('A19 is spent by a wrong answer', async () => {
    const { passkey } = await personWithPasskey(server);
    const begun = await begin();
    expect((await answer(server, begun, passkey, { isVerified: false })).outcome).toBe('PASSKEY_REFUSED');
    expect((await answer(server, begun, passkey)).outcome).toBe('CEREMONY_OVER');
  });

  it('A19 is worth nothing after five minutes, and still something just before', async () => {
    const { passkey } = await personWithPasskey(server);
    const late = await begin();
    await passTime(server, 5 * MINUTE_MS);
    expect((await answer(server, late, passkey)).outcome).toBe('CEREMONY_OVER');
    const soon = await begin();
    await passTime(server, 5 * MINUTE_MS - 30 * SECOND_MS);
    expect((await answer(server, soon, passkey)).outcome).toBe('OK');
  });

  it('A19 of another kind is refused, and not spent by it', async () => {
    const owner = await personWithPasskey(server);
    const registration = await ask(asPerson(server, owner), 'passkeys.startRegistration');
    const { ceremonyId, options } = registration.data;
    const asSignIn = { ceremonyId, options: { ...(await begin()).options, challenge: options.challenge } };
    expect((await answer(server, asSignIn, owner.passkey)).outcome).toBe('CEREMONY_OVER');

    const forSignIn = await begin();
    const fresh = createAuthenticator({ origin: server.url });
    const register = await ask(asPerson(server, owner), 'passkeys.register', {
      ceremonyId: forSignIn.ceremonyId,
      response: fresh.create({ ...options, challenge: forSignIn.options.challenge }),
    });
    expect(register.outcome).toBe('CEREMONY_OVER');
    expect((await answer(server, forSignIn, owner.passkey)).outcome).toBe('OK');
    const unharmed = await ask(asPerson(server, owner), 'passkeys.register', {
      ceremonyId,
      response: fresh.create(options),
    });
    expect(unharmed.outcome).toBe('OK');
  });

  it('A19 of a registration is another’s in another account and in another session of the same', async () => {
    const owner = await personWithPasskey(server);
    const { data } = await ask(asPerson(server, owner), 'passkeys.startRegistration');
    const stranger = await personAt(server);
    const elsewhere = await signInBy(server, owner.passkey);
    for (const token of [stranger.token, elsewhere.data.session?.accessToken ?? '']) {
      const refused = await ask(asPerson(server, { token }), 'passkeys.register', {
        ceremonyId: data.ceremonyId,
        response: createAuthenticator({ origin: server.url }).create(data.options),
      });
      expect(refused.outcome).toBe('CEREMONY_OVER');
    }
  });

  it('A19 that was asked for with one address is not answered by another account', async () => {
    const [owner, stranger] = [await personWithPasskey(server), await personWithPasskey(server)];
    expect((await signInBy(server, stranger.passkey, { address: owner.address })).outcome).toBe(
      'PASSKEY_REFUSED',
    );
  });
});

describe('a reauthentication', () => {
  const actorOf = (owner: PasskeyOwner): Actor => ({ kind: 'system', name: owner.address });
  const within = <Result>(owner: PasskeyOwner, work: (ctx: Context) => Promise<Result>) =>
    transactional(server.installation.database.fork(), (em) =>
      work(server.installation.contextIn(em, actorOf(owner))),
    );
  const holderOf = ({ accountId, sessionId }: { accountId: string; sessionId: string }) =>
    ({ kind: 'reauthentication', accountId, sessionId }) as const;
  const outcomeOf = (result: object) => (result instanceof Fault ? result.kind.code : 'OK');

  it('names the passkeys of the account, and takes one for this session alone', async () => {
    const owner = await personWithPasskey(server);
    const start = () => within(owner, (ctx) => startPasskeyCeremony(ctx, holderOf(owner)));
    const begun = await start();
    expect(begun.options.allowCredentials.map(({ id }) => id)).toEqual([owner.passkey.credentialId]);
    const verify = (holder: { accountId: string; sessionId: string }) =>
      within(owner, (ctx) =>
        verifyPasskeyResponse(ctx, {
          ...holderOf(holder),
          ceremonyId: begun.ceremonyId,
          response: owner.passkey.get(begun.options),
        }),
      ).then(outcomeOf);
    const stranger = await makePerson({ config: server.config, databaseUrl: server.database.url });
    expect(await verify(stranger)).toBe('CEREMONY_OVER');
    expect(await verify({ ...owner, sessionId: newId() })).toBe('CEREMONY_OVER');
    expect(await answer(server, begun, owner.passkey).then(({ outcome }) => outcome)).toBe('CEREMONY_OVER');
    expect(await verify(owner)).toBe('OK');
    expect(await verify(owner)).toBe('CEREMONY_OVER');
  });

  it('A19 is no registration, and a registration is no reauthentication', async () => {
    const owner = await personWithPasskey(server);
    const begun = await within(owner, (ctx) => startPasskeyCeremony(ctx, holderOf(owner)));
    const { data } = await ask(asPerson(server, owner), 'passkeys.startRegistration');
    const registered = await ask(asPerson(server, owner), 'passkeys.register', {
      ceremonyId: begun.ceremonyId,
      response: createAuthenticator({ origin: server.url }).create({
        ...data.options,
        challenge: begun.options.challenge,
      }),
    });
    expect(registered.outcome).toBe('CEREMONY_OVER');
    const verified = await within(owner, (ctx) =>
      verifyPasskeyResponse(ctx, {
        ...holderOf(owner),
        ceremonyId: data.ceremonyId,
        response: owner.passkey.get({ ...begun.options, challenge: data.options.challenge }),
      }),
    );
    expect(outcomeOf(verified)).toBe('CEREMONY_OVER');
  });

  it('A19 refuses the passkey of somebody else', async () => {
    const [owner, stranger] = [await personWithPasskey(server), await personWithPasskey(server)];
    const begun = await within(owner, (ctx) => startPasskeyCeremony(ctx, holderOf(owner)));
    const result = await within(owner, (ctx) =>
      verifyPasskeyResponse(ctx, {
        ...holderOf(owner),
        ceremonyId: begun.ceremonyId,
        response: stranger.passkey.get(begun.options),
      }),
    );
    expect(outcomeOf(result)).toBe('PASSKEY_REFUSED');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { createAuthenticator, type TestPasskey } from '../../testing/authenticator.ts';
import { startChange } from '../../testing/change-address.ts';
import { linkAbout } from '../../testing/not-me-link.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { addPasskey, personAt, signInBy } from '../../testing/passkeys.ts';
import { makePerson } from '../../testing/people.ts';
import { addTotp, nextTotpOf, ticketFor } from '../../testing/second-factors.ts';
import { newAddress, requestSignIn, signIn } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => server?.stop());

const newPasskey = () => createAuthenticator({ origin: server.url });
const as = <Name extends ProcedureName>(who: { token: string }, procedure: Name, input: object = {}) =>
  ask({ url: server.url, token: who.token, headers: otherNetwork() }, procedure, input);
const change = async (who: { token: string }) => (await startChange(server, who.token, newAddress())).outcome;
const byPasskey = async (passkey: TestPasskey) => ({
  token: (await signInBy(server, passkey)).data.session?.accessToken ?? '',
});
const byMail = async (address: string) => ({
  token: (await signIn(server, address, otherNetwork())).accessToken,
});

/** Somebody who has had a passkey for longer than a day, and a stranger who reads their mailbox. */
async function oldOwner() {
  const owner = await personAt(server);
  const passkey = newPasskey();
  const { id } = (await addPasskey(server, owner, { passkey })).data;
  await passTime(server, DAY_MS + HOUR_MS);
  return { ...owner, passkey, passkeyId: id };
}

/** The stranger has one fresh session, and makes a passkey of their own in it. */
async function breakIn(owner: Awaited<ReturnType<typeof oldOwner>>) {
  const session = { ...owner, ...(await byMail(owner.address)) };
  const passkey = newPasskey();
  expect((await addPasskey(server, session, { passkey })).outcome).toBe('OK');
  return { session, passkey };
}

describe('A5 a stranger with one fresh session and a passkey made in it', () => {
  it('gets neither the address nor what was there before, by any of it', async () => {
    const owner = await oldOwner();
    const stranger = await breakIn(owner);
    expect(await change(stranger.session)).toBe('PASSKEY_REQUIRED');
    const inside = await byPasskey(stranger.passkey);
    expect(await change(inside)).toBe('FACTOR_TOO_NEW');
    for (const [procedure, input] of [
      ['passkeys.remove', { passkeyId: owner.passkeyId }],
      ['passkeys.startRegistration', {}],
      ['secondFactors.startTotp', {}],
      ['secondFactors.addPasskey', {}],
      ['passwords.set', { password: 'seventeen green teapots' }],
      ['passwords.remove', {}],
      ['apiKeys.create', { name: 'x', scopes: ['events:read'], expiresInDays: 1 }],
    ] as const)
      expect([procedure, (await as(inside, procedure, input)).outcome]).toEqual([
        procedure,
        'FACTOR_TOO_NEW',
      ]);
    expect((await as(await byPasskey(owner.passkey), 'passkeys.list')).data.items).toHaveLength(2);
  });

  it('gets no further by taking the old passkey off first: for three days it goes on guarding', async () => {
    const owner = await oldOwner();
    const { session, passkey } = await breakIn(owner);
    expect((await as(session, 'passkeys.remove', { passkeyId: owner.passkeyId })).outcome).toBe('OK');
    expect(await change(session)).toBe('ADDRESS_GUARDED');
    expect(await change(await byPasskey(passkey))).toBe('ADDRESS_GUARDED');
    await passTime(server, DAY_MS + HOUR_MS);
    // By now it is more than a day old, but it was not when the guard began.
    expect(await change(await byPasskey(passkey))).toBe('ADDRESS_GUARDED');
    await passTime(server, 2 * DAY_MS);
    expect(await change(await byPasskey(passkey))).toBe('OK');
  });
});

describe('A5 a stranger with an authenticator app made in one fresh session', () => {
  it('does not put the owner’s passkey away with it', async () => {
    const owner = await oldOwner();
    const session = await byMail(owner.address);
    const { secret } = await addTotp(server, session.token);
    const ticket = await ticketFor(server, { accountId: owner.accountId });
    const shown = { ticket, kind: 'totp', code: nextTotpOf(server, secret) };
    const entered = await ask({ url: server.url, headers: otherNetwork() }, 'secondFactors.redeem', shown);
    const inside = { token: entered.data.session?.accessToken ?? '' };
    const passkeyId = owner.passkeyId;
    expect((await as(inside, 'passkeys.remove', { passkeyId })).outcome).toBe('FACTOR_TOO_NEW');
    expect((await as(inside, 'secondFactors.makeRecoveryCodes')).outcome).toBe('FACTOR_TOO_NEW');
  });

  it('loses it to the owner, who says that it was not them', async () => {
    const owner = await personAt(server);
    await addTotp(server, (await byMail(owner.address)).token);
    expect(await owes(owner.address)).toBe(true);
    await ask(server.url, 'sessions.report', {
      token: await linkAbout(server, owner.address, /second factor/i),
    });
    expect(await owes(owner.address)).toBe(false);
    const codes = `select 1 from recovery_code where account_id = '${owner.accountId}'`;
    expect(await server.database.query(codes)).toEqual([]);
  });

  it('keeps nobody from keeping theirs: after a day the link takes no second factor off', async () => {
    const owner = await personAt(server);
    await addTotp(server, (await byMail(owner.address)).token);
    const token = await linkAbout(server, owner.address, /second factor/i);
    await passTime(server, DAY_MS + HOUR_MS);
    expect((await ask(server.url, 'sessions.report', { token })).data).toEqual({ ended: 1 });
    expect(await owes(owner.address)).toBe(true);
  });
});

describe('A5 a stranger with recovery codes made in one fresh session', () => {
  /** Somebody with an authenticator app of more than a day, and codes that a stranger has just made. */
  async function strangersCodes() {
    const owner = await personAt(server);
    const { secret } = await addTotp(server, owner.token);
    await passTime(server, DAY_MS + HOUR_MS);
    const shown = { kind: 'totp', code: nextTotpOf(server, secret) };
    const inHand = await showTo(owner.accountId, shown);
    return { owner, inHand, codes: (await as(inHand, 'secondFactors.makeRecoveryCodes')).data.codes };
  }
  async function showTo(accountId: string, shown: { kind: string; code?: string | undefined }) {
    const ticket = await ticketFor(server, { accountId });
    const { data } = await as({ token: '' }, 'secondFactors.redeem', { ticket, ...shown });
    const { accessToken: token = '', sessionId, refreshToken } = data.session ?? {};
    return { token, sessionId, refreshToken };
  }

  it('does not put the owner’s app away with one of them, until they are a day old', async () => {
    const { owner, codes } = await strangersCodes();
    const inside = await showTo(owner.accountId, { kind: 'recovery-code', code: codes[0] });
    for (const [procedure, input] of [
      ['secondFactors.remove', { kind: 'totp' }],
      ['secondFactors.makeRecoveryCodes', {}],
      ['passwords.set', { password: 'seventeen green teapots' }],
    ] as const)
      expect([procedure, (await as(inside, procedure, input)).outcome]).toEqual([
        procedure,
        'FACTOR_TOO_NEW',
      ]);
    await passTime(server, DAY_MS + HOUR_MS);
    const later = await showTo(owner.accountId, { kind: 'recovery-code', code: codes[1] });
    expect((await as(later, 'secondFactors.remove', { kind: 'totp' })).outcome).toBe('OK');
  });

  it('does not by a recovery either', async () => {
    const { owner, codes } = await strangersCodes();
    const before = (await server.codesTo(owner.address)).length;
    const sent = (await as({ token: '' }, 'recoveries.start', { address: owner.address })).data;
    const code = await server.codeFor(owner.address, before + 1);
    const { ticket } = (await as({ token: '' }, 'recoveries.redeem', { ticket: sent.ticket, code })).data;
    const shown = { ticket, kind: 'recovery-code', code: codes[0] };
    expect((await as({ token: '' }, 'secondFactors.redeemForRecovery', shown)).outcome).toBe('OK');
    const { session } = (await as({ token: '' }, 'recoveries.finish', { ticket })).data;
    const inside = { token: session.accessToken };
    expect((await as(inside, 'secondFactors.remove', { kind: 'totp' })).outcome).toBe('FACTOR_TOO_NEW');
  });

  it('does not by confirming anew', async () => {
    const { owner, inHand, codes } = await strangersCodes();
    const { sessionId, refreshToken } = inHand;
    const { accountId } = owner;
    const ticket = await ticketFor(server, {
      accountId,
      purpose: 'reauthentication',
      sessionId: sessionId ?? '',
    });
    const shown = { ticket, kind: 'recovery-code', code: codes[0], refreshToken };
    const { data } = await as(inHand, 'reauthentications.redeemSecondFactor', shown);
    const confirmed = { token: data.session?.accessToken ?? '' };
    expect((await as(confirmed, 'secondFactors.remove', { kind: 'totp' })).outcome).toBe('FACTOR_TOO_NEW');
  });
});

describe('an owner', () => {
  it('puts away a lost app with codes that came with it, in the first day too', async () => {
    const owner = await personAt(server);
    const { recoveryCodes } = await addTotp(server, owner.token);
    const ticket = await ticketFor(server, { accountId: owner.accountId });
    const shown = { ticket, kind: 'recovery-code', code: recoveryCodes?.[0] };
    const { data } = await as({ token: '' }, 'secondFactors.redeem', shown);
    const inside = { token: data.session?.accessToken ?? '' };
    expect((await as(inside, 'secondFactors.remove', { kind: 'totp' })).outcome).toBe('OK');
  });

  it('changes the address with a passkey of more than a day at once, whatever was added since', async () => {
    const owner = await oldOwner();
    await breakIn(owner);
    expect(await change(await byPasskey(owner.passkey))).toBe('OK');
  });

  it('is not hindered by a first passkey that is new: there is nothing older to go by', async () => {
    const owner = await personAt(server);
    const passkey = newPasskey();
    const { id } = (await addPasskey(server, owner, { passkey })).data;
    expect(await change(owner)).toBe('PASSKEY_REQUIRED');
    const inside = await byPasskey(passkey);
    expect(await change(inside)).toBe('OK');
    expect((await as(inside, 'passkeys.remove', { passkeyId: id })).outcome).toBe('OK');
    expect(await change(await byMail(owner.address))).toBe('OK');
  });

  it('confirms anew after taking off the passkey that was confirmed with', async () => {
    const owner = await oldOwner();
    await addPasskey(server, { ...owner, ...(await byPasskey(owner.passkey)) }, { passkey: newPasskey() });
    const inside = await byPasskey(owner.passkey);
    expect((await as(inside, 'passkeys.remove', { passkeyId: owner.passkeyId })).outcome).toBe('OK');
    expect((await as(inside, 'secondFactors.startTotp')).outcome).toBe('REAUTHENTICATION_REQUIRED');
  });

  it('has the address guarded after a superuser took the passkey off', async () => {
    const owner = await oldOwner();
    const place = { config: server.config, databaseUrl: server.database.url, now: server.clock.now() };
    const superuser = await makePerson(place, 'superuser');
    const input = { accountId: owner.accountId, passkeyId: owner.passkeyId, reason: 'Said to be lost.' };
    expect((await as(superuser, 'accounts.removeFactor', input)).outcome).toBe('OK');
    expect(await change(await byMail(owner.address))).toBe('ADDRESS_GUARDED');
  });
});

/** Whether a mailed code is not enough to sign in. */
async function owes(address: string): Promise<boolean> {
  const sent = await requestSignIn(server, address, otherNetwork());
  const { data } = await ask({ url: server.url, headers: otherNetwork() }, 'signIns.redeemCode', sent);
  return data.secondFactor !== null;
}

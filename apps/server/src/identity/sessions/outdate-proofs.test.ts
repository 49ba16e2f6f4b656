import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { createAuthenticator, type TestPasskey } from '../../testing/authenticator.ts';
import { confirmChange, proofOfChange } from '../../testing/change-address.ts';
import { linkAbout } from '../../testing/not-me-link.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { addPasskey, personAt, signInBy } from '../../testing/passkeys.ts';
import { addTotp } from '../../testing/second-factors.ts';
import { signIn } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => server?.stop());

const OTHER = 'seventeen green teapots';
const newPasskey = () => createAuthenticator({ origin: server.url });
const as = <Name extends ProcedureName>(token: string, procedure: Name, input: object = {}) =>
  ask({ url: server.url, token, headers: otherNetwork() }, procedure, input);
const asNobody = <Name extends ProcedureName>(procedure: Name, input: object) =>
  ask({ url: server.url, headers: otherNetwork() }, procedure, input);
const byPasskey = async (passkey: TestPasskey) =>
  (await signInBy(server, passkey)).data.session?.accessToken ?? '';

/** A recovery that somebody who reads the mailbox has begun: its ticket, which owes a second factor. */
async function beginRecovery(address: string): Promise<string> {
  const before = (await server.codesTo(address)).length;
  const { ticket } = (await asNobody('recoveries.start', { address })).data;
  const code = await server.codeFor(address, before + 1);
  return (await asNobody('recoveries.redeem', { ticket, code })).data.ticket;
}
async function show(ticket: string, shown: { kind: string; code: string }) {
  expect((await asNobody('secondFactors.redeemForRecovery', { ticket, ...shown })).outcome).toBe('OK');
}
async function showPasskey(ticket: string, passkey: TestPasskey) {
  const { ceremonyId, options } = (await asNobody('passkeys.startSecondFactor', { ticket })).data;
  const answer = { ticket, ceremonyId, response: passkey.get(options) };
  expect((await asNobody('passkeys.redeemForRecovery', answer)).outcome).toBe('OK');
}
const finish = async (ticket: string) =>
  (await asNobody('recoveries.finish', { ticket, password: 'a third one, by a stranger' })).outcome;

describe('A6 a recovery in which a stranger has shown everything that is owed', () => {
  it('ends when the owner says by the mail about it that it was not them', async () => {
    const owner = await personAt(server);
    const { recoveryCodes } = await addTotp(server, owner.token);
    const ticket = await beginRecovery(owner.address);
    await show(ticket, { kind: 'recovery-code', code: recoveryCodes?.[0] ?? '' });
    await asNobody('sessions.report', {
      token: await linkAbout(server, owner.address, /recovery code was used/i),
    });
    expect(await finish(ticket)).toBe('TICKET_INVALID');
  });

  it('ends when the password that they have shown is changed', async () => {
    const owner = await signUpWithPassword(server);
    await as(owner.accessToken, 'secondFactors.addMailCode');
    const ticket = await beginRecovery(owner.address);
    await show(ticket, { kind: 'password', code: PASSWORD });
    expect((await as(owner.accessToken, 'passwords.set', { password: OTHER })).outcome).toBe('OK');
    expect(await finish(ticket)).toBe('TICKET_INVALID');
  });

  it('ends when the passkey that they have shown is taken off', async () => {
    const owner = await personAt(server);
    const [stolen, kept] = [newPasskey(), newPasskey()];
    const { id: passkeyId } = (await addPasskey(server, owner, { passkey: stolen })).data;
    await addPasskey(server, owner, { passkey: kept });
    expect((await as(owner.token, 'secondFactors.addPasskey')).outcome).toBe('OK');
    const ticket = await beginRecovery(owner.address);
    await showPasskey(ticket, stolen);
    expect((await as(owner.token, 'passkeys.remove', { passkeyId })).outcome).toBe('OK');
    expect(await finish(ticket)).toBe('TICKET_INVALID');
  });

  it('ends when the second factor that they have shown is removed', async () => {
    const owner = await personAt(server);
    const { recoveryCodes } = await addTotp(server, owner.token);
    const ticket = await beginRecovery(owner.address);
    await show(ticket, { kind: 'recovery-code', code: recoveryCodes?.[0] ?? '' });
    expect((await as(owner.token, 'secondFactors.remove', { kind: 'totp' })).outcome).toBe('OK');
    expect(await finish(ticket)).toBe('TICKET_INVALID');
  });

  it('ends when other recovery codes are made', async () => {
    const owner = await personAt(server);
    const { recoveryCodes } = await addTotp(server, owner.token);
    const ticket = await beginRecovery(owner.address);
    await show(ticket, { kind: 'recovery-code', code: recoveryCodes?.[0] ?? '' });
    expect((await as(owner.token, 'secondFactors.makeRecoveryCodes')).outcome).toBe('OK');
    expect(await finish(ticket)).toBe('TICKET_INVALID');
  });
});

describe('A5 a session of a stranger that was confirmed a moment ago', () => {
  const mayAddKey = async (token: string) =>
    (await as(token, 'apiKeys.create', { name: 'x', scopes: ['events:read'], expiresInDays: 1 })).outcome;

  it('confirms again once the passkey that it has shown was taken off', async () => {
    const owner = await personAt(server);
    const stolen = newPasskey();
    const { id: passkeyId } = (await addPasskey(server, owner, { passkey: stolen })).data;
    const stranger = await byPasskey(stolen);
    expect((await as(owner.token, 'passkeys.remove', { passkeyId })).outcome).toBe('OK');
    expect(await mayAddKey(stranger)).toBe('REAUTHENTICATION_REQUIRED');
    expect(await mayAddKey(owner.token)).toBe('OK');
  });

  it('confirms again once the password that it has shown was changed, and stays signed in if that is wanted', async () => {
    const owner = await signUpWithPassword(server);
    const { data } = await signInWithPassword(server, owner.address, PASSWORD);
    const stranger = data.session?.accessToken ?? '';
    const given = { password: OTHER, endOtherSessions: false };
    expect((await as(owner.accessToken, 'passwords.set', given)).outcome).toBe('OK');
    expect(await mayAddKey(stranger)).toBe('REAUTHENTICATION_REQUIRED');
    expect((await as(stranger, 'accounts.me')).outcome).toBe('OK');
  });

  it('confirms again once the password that it has shown was removed', async () => {
    const owner = await signUpWithPassword(server);
    const { data } = await signInWithPassword(server, owner.address, PASSWORD);
    expect((await as(owner.accessToken, 'passwords.remove')).outcome).toBe('OK');
    expect(await mayAddKey(data.session?.accessToken ?? '')).toBe('REAUTHENTICATION_REQUIRED');
  });

  it('A6 moves the address no more by what it had begun, once the owner has added a second factor', async () => {
    const owner = await personAt(server);
    const stranger = await signIn(server, owner.address, otherNetwork());
    const { address, ...proof } = await proofOfChange(server, stranger);
    await addTotp(server, owner.token);
    expect((await confirmChange(server, proof)).outcome).toBe('CODE_WRONG');
    expect((await as(owner.token, 'accounts.me')).data.address).not.toBe(address);
  });

  it('A6 moves it no more by that either, once the owner has added a passkey', async () => {
    const owner = await personAt(server);
    const stranger = await signIn(server, owner.address, otherNetwork());
    const proof = await proofOfChange(server, stranger);
    await addPasskey(server, owner, { passkey: newPasskey() });
    expect((await confirmChange(server, proof)).outcome).toBe('CODE_WRONG');
  });

  it('leaves its owner the change of address that the same session has begun', async () => {
    const owner = await personAt(server);
    const { address, ...proof } = await proofOfChange(server, { accessToken: owner.token });
    await addTotp(server, owner.token);
    expect((await confirmChange(server, proof)).data).toEqual({ address });
  });
});

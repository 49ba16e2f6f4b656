import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

const NEXT = 'another harbour, eight lanterns';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const person = () => signUp(server, { headers: otherNetwork() });
const as = ({ accessToken }: { accessToken: string }) => ({
  url: server.url,
  token: accessToken,
  headers: otherNetwork(),
});
const enter = (address: string, password: string) => signInWithPassword(server, address, password);
const addFactor = (accountId: string, kind: string, confirmed = 'now()') =>
  server.database.query(
    `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
     values ('${newId()}', '${accountId}', '${kind}', now(), ${confirmed})`,
  );
const noticed = (address: string, subject: string) =>
  until(async () => {
    const mails = await server.mailsTo(address);
    return mails.find((mail) => mail.subject === subject);
  }, `"${subject}" reached ${address}`);
const audited = async (accountId: string) =>
  (
    await server.database.query(
      `select action from audit_entry where subject_id = '${accountId}' and action like 'security.%' order by at, id`,
    )
  ).map(({ action }) => action);

describe('setting a password', () => {
  it('makes it a way in, tells the owner, and leaves a trace', async () => {
    const held = await person();
    const { address, id } = held.account;
    expect((await ask(as(held), 'passwords.status')).data).toEqual({ isSet: false, changedAt: null });
    const set = await ask(as(held), 'passwords.set', { password: PASSWORD });
    expect(set.data).toEqual({ changedAt: expect.any(Date), endedSessions: 0 });
    // Before the sign-in below, which leaves a trace of its own.
    expect(await audited(id)).toEqual(['security.password-set']);
    expect((await enter(address, PASSWORD)).data.session?.account.id).toBe(id);
    const status = (await ask(as(held), 'passwords.status')).data;
    expect(status.isSet).toBe(true);
    expect(Math.abs(Number(status.changedAt) - set.data.changedAt.getTime())).toBeLessThan(1_000);
    const mail = await noticed(address, 'Your account now has a password');
    expect(mail.text).toContain('/not-me?token=');
  });

  it('in place of another ends that one, and every other device', async () => {
    const held = await signUpWithPassword(server);
    const elsewhere = await signIn(server, held.address, otherNetwork());
    const set = await ask(as(held), 'passwords.set', { password: NEXT });
    expect(set.data.endedSessions).toBe(1);
    expect((await ask(as(elsewhere), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(as(held), 'accounts.me')).outcome).toBe('OK');
    expect((await enter(held.address, PASSWORD)).outcome).toBe('CREDENTIALS_WRONG');
    expect((await enter(held.address, NEXT)).outcome).toBe('OK');
    await noticed(held.address, 'Your password was changed');
  });

  it('leaves the other devices signed in where that is wanted', async () => {
    const held = await signUpWithPassword(server);
    const elsewhere = await signIn(server, held.address, otherNetwork());
    const set = await ask(as(held), 'passwords.set', { password: NEXT, endOtherSessions: false });
    expect(set.data.endedSessions).toBe(0);
    expect((await ask(as(elsewhere), 'accounts.me')).outcome).toBe('OK');
  });

  it('ends the second steps that were begun with the old one', async () => {
    const held = await signUpWithPassword(server);
    await addFactor(held.account.id, 'totp');
    await enter(held.address, PASSWORD);
    await ask(as(held), 'passwords.set', { password: NEXT });
    const open = await server.database.query(
      `select 1 from sign_in_ticket where account_id = '${held.account.id}' and consumed_at is null`,
    );
    expect(open).toEqual([]);
  });

  it('refuses a weak one, and one that is the own address or name', async () => {
    const held = await signUpWithPassword(server);
    for (const password of ['short', 'password123', held.address, 'AdaExample1'])
      expect((await ask(as(held), 'passwords.set', { password })).fault).toMatchObject({
        code: 'PASSWORD_WEAK',
        fields: [{ path: 'password', message: expect.any(String) }],
      });
    expect((await enter(held.address, PASSWORD)).outcome).toBe('OK');
  });

  it('A5 wants a sign-in of the last minutes, and so does removing', async () => {
    const held = await signUpWithPassword(server);
    await passTime(server, 11 * MINUTE_MS);
    const renewed = await ask({ url: server.url, headers: otherNetwork() }, 'sessions.refresh', {
      refreshToken: held.refreshToken,
    });
    expect((await ask(as(renewed.data), 'passwords.set', { password: NEXT })).outcome).toBe(
      'REAUTHENTICATION_REQUIRED',
    );
    expect((await ask(as(renewed.data), 'passwords.remove')).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ask(as(renewed.data), 'passwords.status')).data.isSet).toBe(true);
    expect((await enter(held.address, PASSWORD)).outcome).toBe('OK');
  });

  it('is for whoever is signed in', async () => {
    const nobody = { url: server.url, headers: otherNetwork() };
    expect((await ask(nobody, 'passwords.status')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(nobody, 'passwords.set', { password: PASSWORD })).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(nobody, 'passwords.remove')).outcome).toBe('SIGN_IN_REQUIRED');
  });
});

describe('removing a password', () => {
  it('ends it, tells the owner, and is nothing the second time', async () => {
    const held = await signUpWithPassword(server);
    const removed = await ask(as(held), 'passwords.remove');
    expect(removed.data).toEqual({ isSet: false, changedAt: null });
    expect((await enter(held.address, PASSWORD)).outcome).toBe('CREDENTIALS_WRONG');
    await noticed(held.address, 'Your password was removed');
    await ask(as(held), 'passwords.remove');
    expect(await audited(held.account.id)).toEqual(['security.password-removed']);
    expect((await signIn(server, held.address, otherNetwork())).account.id).toBe(held.account.id);
  });

  it('is refused while the mailed code is the only second factor', async () => {
    const held = await signUpWithPassword(server);
    await addFactor(held.account.id, 'mail-code');
    expect((await ask(as(held), 'passwords.remove')).outcome).toBe('PASSWORD_NEEDED');
    expect((await enter(held.address, PASSWORD)).data.secondFactor?.factors).toEqual(['mail-code']);
    await addFactor(held.account.id, 'totp', 'null');
    expect((await ask(as(held), 'passwords.remove')).outcome).toBe('PASSWORD_NEEDED');
    const confirm = (at: string) =>
      server.database.query(
        `update second_factor set confirmed_at = ${at} where account_id = '${held.account.id}'`,
      );
    await confirm('now()');
    // What is new is taken off by whoever reads the mailbox.
    expect((await ask(as(held), 'passwords.remove')).outcome).toBe('PASSWORD_NEEDED');
    await confirm(`now() - interval '25 hours'`);
    expect((await ask(as(held), 'passwords.remove')).outcome).toBe('OK');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { newAddress, requestSignIn, signIn, signUp, wrongCode } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

const NEXT = 'another harbour, eight lanterns';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const caller = (headers: Record<string, string> = {}) => ({
  url: server.url,
  headers: { ...otherNetwork(), ...headers },
});
const person = () => signUp(server, { headers: otherNetwork() });
const enter = (address: string, password: string) => signInWithPassword(server, address, password);

async function start(address: string, headers: Record<string, string> = {}) {
  const codes = (await server.codesTo(address)).length;
  const sent = await ask(caller(headers), 'recoveries.start', { address });
  return { ticket: sent.data.ticket, code: await server.codeFor(address, codes + 1) };
}
const mailTo = async (address: string, subject: string) =>
  (await server.mailsTo(address)).find((mail) => mail.subject === subject);
const redeem = (given: { ticket: string; code: string }) => ask(caller(), 'recoveries.redeem', given);
const finish = (given: { ticket: string; password?: string }) => ask(caller(), 'recoveries.finish', given);
/** All the way to a ticket. */
const recover = async (address: string) => (await redeem(await start(address))).data;

const addTotp = (accountId: string) =>
  server.database.query(
    `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
     values ('${newId()}', '${accountId}', 'totp', now(), now())`,
  );

describe('a recovery', () => {
  it('signs in with a new password, ends every other session, and tells the owner', async () => {
    const held = await signUpWithPassword(server);
    const elsewhere = await signIn(server, held.address, otherNetwork());
    const { ticket, secondFactor } = await recover(held.address);
    expect(secondFactor).toBeNull();
    const finished = await finish({ ticket, password: NEXT });
    const { session } = finished.data;
    expect(session.account.id).toBe(held.account.id);
    expect((await ask({ url: server.url, token: session.accessToken }, 'accounts.me')).outcome).toBe('OK');
    for (const { accessToken } of [held, elsewhere])
      expect((await ask({ url: server.url, token: accessToken }, 'accounts.me')).outcome).toBe(
        'SIGN_IN_REQUIRED',
      );
    const ended = await server.database.query(
      `select end_reason from session where account_id = '${held.account.id}' and id <> '${session.sessionId}'`,
    );
    expect(ended).toEqual([{ end_reason: 'recovered' }, { end_reason: 'recovered' }]);
    expect((await enter(held.address, PASSWORD)).outcome).toBe('CREDENTIALS_WRONG');
    expect((await enter(held.address, NEXT)).outcome).toBe('OK');
    const mail = await until(() => mailTo(held.address, 'Your account was recovered'), 'the owner was told');
    expect(mail.text).toContain('/not-me?token=');
  });

  it('puts the refresh token where it is wanted', async () => {
    const { account } = await person();
    const { ticket } = await recover(account.address);
    const finished = await ask(caller(), 'recoveries.finish', { ticket, deliver: 'cookie' });
    expect(finished.data.session.refreshToken).toBeNull();
    expect(finished.headers.get('set-cookie')).toContain('HttpOnly');
  });

  it('mails a link with the same ticket and code, in the language of the account', async () => {
    const { account } = await person();
    await server.database.query(`update account set locale = 'ru' where id = '${account.id}'`);
    const { ticket, code } = await start(account.address);
    const mail = await mailTo(account.address, 'Код для восстановления доступа');
    expect(mail?.text).toContain(`${server.config.PUBLIC_URL}/reset-password?ticket=${ticket}&code=${code}`);
  });

  it('A14 the link begins with PUBLIC_URL whatever the call said of its host', async () => {
    const { account } = await person();
    await start(account.address, {
      'x-forwarded-host': 'attacker.example.org',
      forwarded: 'host=attacker.example.org',
      origin: 'https://attacker.example.org',
    });
    const mail = await mailTo(account.address, 'Your code to get back into your account');
    expect(`${mail?.text} ${mail?.html}`).not.toContain('attacker');
    expect(mail?.text).toContain(`${server.config.PUBLIC_URL}/reset-password?`);
  });

  it('refuses a weak password, and can then still be finished', async () => {
    const { account } = await person();
    const { ticket } = await recover(account.address);
    for (const password of ['short', 'password123', account.address])
      expect((await finish({ ticket, password })).fault).toMatchObject({
        code: 'PASSWORD_WEAK',
        fields: [{ path: 'password' }],
      });
    expect((await finish({ ticket, password: NEXT })).outcome).toBe('OK');
  });

  it('of a closed account comes to nothing', async () => {
    const { account } = await person();
    const { ticket } = await recover(account.address);
    const sent = await start(account.address);
    await server.database.query(`update account set disabled_at = now() where id = '${account.id}'`);
    expect((await redeem(sent)).outcome).toBe('ACCOUNT_DISABLED');
    expect((await finish({ ticket })).outcome).toBe('ACCOUNT_DISABLED');
  });
});

describe('the code of a recovery', () => {
  it('A6 works once', async () => {
    const { account } = await person();
    const sent = await start(account.address);
    expect((await redeem(sent)).outcome).toBe('OK');
    expect((await redeem(sent)).outcome).toBe('CODE_WRONG');
  });

  it('A6 is worth nothing after its ten minutes', async () => {
    const { account } = await person();
    const sent = await start(account.address);
    await passTime(server, 10 * MINUTE_MS);
    expect((await redeem(sent)).outcome).toBe('CODE_WRONG');
  });

  it('A6 is worth nothing for a sign-in, and that of a sign-in is worth nothing here', async () => {
    const { account } = await person();
    const forRecovery = await start(account.address);
    expect((await ask(caller(), 'signIns.redeemCode', forRecovery)).outcome).toBe('CODE_WRONG');
    expect((await redeem(await requestSignIn(server, account.address, otherNetwork()))).outcome).toBe(
      'CODE_WRONG',
    );
    expect((await redeem(forRecovery)).outcome).toBe('OK');
  });

  it('A6 is worth nothing once the account has another address', async () => {
    const { account } = await person();
    const sent = await start(account.address);
    const moved = newAddress();
    await server.database.query(
      `update account set address = '${moved}', address_key = '${moved}' where id = '${account.id}'`,
    );
    expect((await redeem(sent)).outcome).toBe('CODE_WRONG');
  });

  it('A6 refuses tickets and codes that are cut short', async () => {
    const { account } = await person();
    const { ticket, code } = await start(account.address);
    for (const cut of [
      { ticket: ticket.slice(0, -1), code },
      { ticket, code: code.slice(1) },
    ])
      expect((await redeem(cut)).outcome).toBe('BAD_INPUT');
    const held = (await redeem({ ticket, code })).data;
    expect((await finish({ ticket: held.ticket.slice(0, -1) })).outcome).toBe('TICKET_INVALID');
    expect((await finish({ ticket: held.ticket })).outcome).toBe('OK');
  });

  it('A8 restarting the recovery gives no further guesses', async () => {
    const { account } = await person();
    const [first, second] = [await start(account.address), await start(account.address)];
    // Asking a third time has a wait of its own, which is over before the guesses begin.
    await passTime(server, 2 * MINUTE_MS);
    const third = await start(account.address);
    for (const [sent, seconds] of [
      [first, undefined],
      [second, 120],
    ] as const) {
      const guessed = await redeem({ ...sent, code: wrongCode(sent.code) });
      expect(guessed.fault).toMatchObject({ code: 'CODE_WRONG' });
      expect(guessed.fault?.retryAfterSeconds).toBe(seconds);
    }
    expect((await redeem(third)).outcome).toBe('CODE_WAIT');
    await passTime(server, 4 * MINUTE_MS);
    expect((await redeem(await start(account.address))).outcome).toBe('OK');
  });

  it('A11 one of ten submissions succeeds', async () => {
    const { account } = await person();
    const sent = await start(account.address);
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(sent)));
    expect(tally(answers)).toEqual({ OK: 1, CODE_WRONG: 9 });
  });
});

describe('a recovery without a new password', () => {
  it('leaves none: a stranger who has set one no longer gets in by it, and the owner is told', async () => {
    const held = await signUpWithPassword(server);
    const { ticket } = await recover(held.address);
    const { session } = (await finish({ ticket })).data;
    expect((await enter(held.address, PASSWORD)).outcome).toBe('CREDENTIALS_WRONG');
    const status = await ask({ url: server.url, token: session.accessToken }, 'passwords.status');
    expect(status.data).toEqual({ isSet: false, changedAt: null });
    await until(async () => mailTo(held.address, 'Your password was removed'), 'the owner was told');
  });

  it('tells of no password where there was none', async () => {
    const { account } = await person();
    await finish(await recover(account.address));
    await until(async () => mailTo(account.address, 'Your account was recovered'), 'the owner was told');
    expect(await mailTo(account.address, 'Your password was removed')).toBeUndefined();
  });

  it('A7 keeps the one that alone stands beside the mailed code: the mailbox does not become enough', async () => {
    const held = await signUpWithPassword(server);
    const added = await ask({ url: server.url, token: held.accessToken }, 'secondFactors.addMailCode');
    const { ticket } = await recover(held.address);
    const shown = { ticket, kind: 'recovery-code', code: added.data.recoveryCodes?.[0] };
    expect((await ask(caller(), 'secondFactors.redeemForRecovery', shown)).outcome).toBe('OK');
    expect((await finish({ ticket })).outcome).toBe('OK');
    const entered = await enter(held.address, PASSWORD);
    expect(entered.data.secondFactor?.factors).toContain('mail-code');
  });
});

describe('the ticket of a recovery', () => {
  it('A11 finishes once, however many finish at once', async () => {
    const { account } = await person();
    const { ticket } = await recover(account.address);
    const answers = await Promise.all(Array.from({ length: 6 }, () => finish({ ticket })));
    expect(tally(answers)).toEqual({ OK: 1, TICKET_INVALID: 5 });
    const open = await server.database.query(
      `select 1 from session where account_id = '${account.id}' and ended_at is null`,
    );
    expect(open).toHaveLength(1);
  });

  it('A6 is worth nothing after its ten minutes', async () => {
    const { account } = await person();
    const { ticket } = await recover(account.address);
    await passTime(server, 10 * MINUTE_MS);
    for (const password of [undefined, NEXT])
      expect((await finish({ ticket, ...(password && { password }) })).outcome).toBe('TICKET_INVALID');
  });

  it('A7 is no code, a code is no ticket, and neither is the ticket of a sign-in', async () => {
    const held = await signUpWithPassword(server);
    await addTotp(held.account.id);
    const sent = await start(held.address);
    const ofSignIn = (await enter(held.address, PASSWORD)).data.secondFactor?.ticket ?? '';
    await server.database.query(
      `update sign_in_ticket set completed_at = now() where token_hash = '${sha256(ofSignIn)}'`,
    );
    for (const ticket of [sent.ticket, ofSignIn])
      for (const password of [undefined, NEXT])
        expect((await finish({ ticket, ...(password && { password }) })).outcome).toBe('TICKET_INVALID');
    expect((await enter(held.address, NEXT)).outcome).toBe('CREDENTIALS_WRONG');
  });

  it('A7 leads nowhere before the second factor has been shown, and changes nothing', async () => {
    const held = await signUpWithPassword(server);
    await addTotp(held.account.id);
    const { ticket, secondFactor } = await recover(held.address);
    expect(secondFactor).toMatchObject({ ticket, factors: ['totp'] });
    for (const password of [undefined, NEXT])
      expect((await finish({ ticket, ...(password && { password }) })).outcome).toBe(
        'SECOND_FACTOR_REQUIRED',
      );
    expect((await ask({ url: server.url, token: held.accessToken }, 'accounts.me')).outcome).toBe('OK');
    expect((await enter(held.address, NEXT)).outcome).toBe('CREDENTIALS_WRONG');
    expect((await enter(held.address, PASSWORD)).data.session).toBeNull();

    // What showing the factor leaves behind.
    await server.database.query(
      `update sign_in_ticket set completed_at = created_at + interval '1 second' where token_hash = '${sha256(ticket)}'`,
    );
    expect((await finish({ ticket, password: NEXT })).data.session.account.id).toBe(held.account.id);
  });

  it('A7 owes a factor that was added after the code was redeemed', async () => {
    const held = await signUpWithPassword(server);
    const { ticket } = await recover(held.address);
    await addTotp(held.account.id);
    expect((await finish({ ticket, password: NEXT })).outcome).toBe('SECOND_FACTOR_REQUIRED');
    expect((await finish({ ticket })).outcome).toBe('SECOND_FACTOR_REQUIRED');
  });

  it('A7 ends, with every other step that was begun, when another recovery is finished', async () => {
    const held = await signUpWithPassword(server);
    const [first, second] = [await recover(held.address), await recover(held.address)];
    expect((await finish({ ticket: first.ticket })).outcome).toBe('OK');
    expect((await finish({ ticket: second.ticket })).outcome).toBe('TICKET_INVALID');
  });
});

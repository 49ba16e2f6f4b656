import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { createAuthenticator } from '../../testing/authenticator.ts';
import { linkAbout } from '../../testing/not-me-link.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { addPasskey, asPerson, personAt, signInBy } from '../../testing/passkeys.ts';
import type { Person } from '../../testing/people.ts';
import { addTotp, nextTotpOf, ticketFor } from '../../testing/second-factors.ts';
import { requestSignIn, signIn } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

const STRANGERS = 'seventeen green teapots';
const OWNERS = 'another harbour, eight lanterns';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const newPasskey = () => createAuthenticator({ origin: server.url });
const makeKey = async (person: Pick<Person, 'token'>) =>
  (
    await ask(asPerson(server, person), 'apiKeys.create', {
      name: 'A tool',
      scopes: ['accounts:read'],
      expiresInDays: 365,
    })
  ).data.key;
const mayRead = async (key: string) =>
  (await ask({ url: server.url, token: key, headers: otherNetwork() }, 'accounts.me')).outcome;

const as = <Name extends ProcedureName>(token: string, procedure: Name, input: object = {}) =>
  ask({ url: server.url, token, headers: otherNetwork() }, procedure, input);
const isIn = async (token: string) => (await as(token, 'accounts.me')).outcome === 'OK';
const enter = async (address: string, password: string) =>
  (await signInWithPassword(server, address, password)).outcome;
const report = async (token: string) => (await ask(server.url, 'sessions.report', { token })).data;
const mailsAbout = async (address: string, subject: RegExp) =>
  (await server.mailsTo(address)).filter((one) => subject.test(one.subject));
const newTool = () => ({ ...otherNetwork(), 'user-agent': 'foyer-cli' });
const TAKEN_BACK = /took back/;

/** An owner, and a stranger in their account, each with a passkey and a key of their own. */
async function breakIn() {
  const owner = await personAt(server);
  const ownersPasskey = newPasskey();
  await addPasskey(server, owner, { passkey: ownersPasskey });
  const ownersKey = await makeKey(owner);
  const session = await signIn(server, owner.address, { ...otherNetwork(), 'user-agent': 'foyer-cli' });
  const stranger = { ...owner, token: session.accessToken, sessionId: session.sessionId };
  const passkey = newPasskey();
  expect((await addPasskey(server, stranger, { passkey })).outcome).toBe('OK');
  return { owner, ownersPasskey, ownersKey, passkey, key: await makeKey(stranger) };
}

describe('saying that it was not me', () => {
  it('ends the keys and the passkeys that the session has made, and no others', async () => {
    const { owner, ownersPasskey, ownersKey, passkey, key } = await breakIn();
    const token = await linkAbout(server, owner.address, /new device/i);
    expect((await ask(server.url, 'sessions.report', { token })).data).toEqual({ ended: 1 });
    expect(await mayRead(key)).toBe('SIGN_IN_REQUIRED');
    expect((await signInBy(server, passkey)).outcome).toBe('PASSKEY_UNKNOWN');
    expect(await mayRead(ownersKey)).toBe('OK');
    expect((await signInBy(server, ownersPasskey)).outcome).toBe('OK');
    const audited = await server.database.query(
      `select details from audit_entry where action = 'session.reported' and subject_id = '${owner.accountId}'`,
    );
    expect(audited).toMatchObject([{ details: { ended: 1, apiKeys: 1, passkeys: 1 } }]);
  });

  it('ends them also when the session was over already', async () => {
    const owner = await personAt(server);
    const key = await makeKey(owner);
    await ask(asPerson(server, owner), 'sessions.signOut');
    const token = await linkAbout(server, owner.address, /API key/);
    expect((await ask(server.url, 'sessions.report', { token })).data).toEqual({ ended: 0 });
    expect(await mayRead(key)).toBe('SIGN_IN_REQUIRED');
  });
});

describe('a stranger who has signed in twice', () => {
  it('A16 loses every session of that device by one click, wherever it has gone since', async () => {
    const owner = await personAt(server);
    const tool = newTool();
    const first = await signIn(server, owner.address, tool);
    const second = await signIn(server, owner.address, tool);
    const elsewhere = { url: server.url, headers: { ...tool, ...otherNetwork() } };
    const refreshToken = second.refreshToken;
    const moved = (await ask(elsewhere, 'sessions.refresh', { refreshToken })).data;
    expect(await mailsAbout(owner.address, /new device/)).toHaveLength(1);
    expect(await report(await linkAbout(server, owner.address, /new device/))).toEqual({ ended: 2 });
    expect(await isIn(first.accessToken)).toBe(false);
    expect(await isIn(moved.accessToken)).toBe(false);
    expect(await isIn(owner.token)).toBe(true);
  });

  it('A16 loses the second also when the first was over, and what was made in it within the day', async () => {
    const owner = await personAt(server);
    const tool = newTool();
    const first = await signIn(server, owner.address, tool);
    await as(first.accessToken, 'sessions.signOut');
    const second = await signIn(server, owner.address, tool);
    const key = await makeKey({ token: second.accessToken });
    expect(await report(await linkAbout(server, owner.address, /new device/))).toEqual({ ended: 1 });
    expect(await isIn(second.accessToken)).toBe(false);
    expect(await mayRead(key)).toBe('SIGN_IN_REQUIRED');
  });

  it('A16 loses what a passkey made in the session has opened elsewhere, and what was made there', async () => {
    const { owner, ownersPasskey, passkey } = await breakIn();
    const opened = (await signInBy(server, passkey)).data.session?.accessToken ?? '';
    await passTime(server, DAY_MS + HOUR_MS);
    const key = await makeKey({ token: (await signInBy(server, passkey)).data.session?.accessToken ?? '' });
    const owners = (await signInBy(server, ownersPasskey)).data.session?.accessToken ?? '';
    await report(await linkAbout(server, owner.address, /new device/));
    expect(await isIn(opened)).toBe(false);
    expect(await mayRead(key)).toBe('SIGN_IN_REQUIRED');
    expect(await isIn(owners)).toBe(true);
  });
});

describe('a password that a stranger has set', () => {
  /** The owner’s session, and one in which a stranger has set a password. */
  async function setByStranger() {
    const owner = await personAt(server);
    const { accessToken } = await signIn(server, owner.address, newTool());
    const input = { password: STRANGERS, endOtherSessions: false };
    expect((await as(accessToken, 'passwords.set', input)).outcome).toBe('OK');
    return { owner, token: await linkAbout(server, owner.address, /new device/) };
  }

  it('is taken back by the click and not by a look, with the session that it has opened, and the owner is told', async () => {
    const { owner, token } = await setByStranger();
    await fetch(`${server.url}/not-me?token=${token}`);
    const opened = (await signInWithPassword(server, owner.address, STRANGERS)).data.session;
    expect(await report(token)).toEqual({ ended: 2 });
    expect(await enter(owner.address, STRANGERS)).toBe('CREDENTIALS_WRONG');
    expect(await isIn(opened?.accessToken ?? '')).toBe(false);
    const [mail] = await until(async () => {
      const told = await mailsAbout(owner.address, TAKEN_BACK);
      return told.length > 0 && told;
    }, 'the owner was told');
    expect(mail?.text).toMatch(/Password\s*:?\s*removed/);
    await signIn(server, owner.address, otherNetwork());
  });

  it('leaves the one that its owner has set later in another session', async () => {
    const { owner, token } = await setByStranger();
    expect(
      (await as(owner.token, 'passwords.set', { password: OWNERS, endOtherSessions: false })).outcome,
    ).toBe('OK');
    await report(token);
    expect(await enter(owner.address, OWNERS)).toBe('OK');
    expect(await mailsAbout(owner.address, TAKEN_BACK)).toEqual([]);
  });

  it('leaves one that was set on the same device in a later session, once it is a day old', async () => {
    const owner = await personAt(server);
    const tool = newTool();
    await signIn(server, owner.address, tool);
    const later = await signIn(server, owner.address, tool);
    await as(later.accessToken, 'passwords.set', { password: OWNERS });
    await passTime(server, DAY_MS + HOUR_MS);
    await report(await linkAbout(server, owner.address, /new device/));
    expect(await enter(owner.address, OWNERS)).toBe('OK');
  });

  it('stays where it stands beside the mailed code alone: the mailbox does not become enough', async () => {
    const held = await signUpWithPassword(server);
    await as(held.accessToken, 'secondFactors.addMailCode');
    await passTime(server, DAY_MS + HOUR_MS);
    await server.database.query(
      `update session set authenticated_at = '${server.clock.now().toISOString()}' where id = '${held.sessionId}'`,
    );
    const { refreshToken } = held;
    const { accessToken } = (await ask(server.url, 'sessions.refresh', { refreshToken })).data;
    expect((await as(accessToken, 'passwords.set', { password: STRANGERS })).outcome).toBe('OK');
    await report(await linkAbout(server, held.address, /password was changed/));
    expect((await signInWithPassword(server, held.address, STRANGERS)).data.secondFactor?.factors).toContain(
      'mail-code',
    );
    const sent = await requestSignIn(server, held.address, otherNetwork());
    const byMail = await ask({ url: server.url, headers: otherNetwork() }, 'signIns.redeemCode', sent);
    expect(byMail.data.secondFactor?.factors).toContain('password');
    const told = await until(
      async () => (await mailsAbout(held.address, TAKEN_BACK))[0],
      'the owner was told',
    );
    expect(told.text).toContain('whoever reads your mail would get in by that alone');
  });

  it('goes with the mailed code that a stranger has put beside it, and keeps nobody out', async () => {
    const { owner, token } = await setByStranger();
    const inside = await signInWithPassword(server, owner.address, STRANGERS);
    await as(inside.data.session?.accessToken ?? '', 'secondFactors.addMailCode');
    await report(token);
    await signIn(server, owner.address, otherNetwork());
    expect(await enter(owner.address, STRANGERS)).toBe('CREDENTIALS_WRONG');
  });

  it('leaves the owner’s session of before, also when an answer to it was lost since and had again', async () => {
    const held = await signUpWithPassword(server);
    const owners = (await signInWithPassword(server, held.address, PASSWORD)).data.session;
    await passTime(server, MINUTE_MS);
    const stranger = await signIn(server, held.address, newTool());
    const input = { password: STRANGERS, endOtherSessions: false };
    expect((await as(stranger.accessToken, 'passwords.set', input)).outcome).toBe('OK');
    const refreshToken = owners?.refreshToken;
    await ask(server.url, 'sessions.refresh', { refreshToken });
    await passTime(server, MINUTE_MS);
    const again = (await ask(server.url, 'sessions.refresh', { refreshToken })).data;
    await report(await linkAbout(server, held.address, /password was changed/));
    expect(await isIn(stranger.accessToken)).toBe(false);
    expect(await isIn(again.accessToken)).toBe(true);
  });

  it('ends a session of before that was confirmed with it', async () => {
    const held = await signUpWithPassword(server);
    const stolen = (await signInWithPassword(server, held.address, PASSWORD)).data.session;
    const stranger = await signIn(server, held.address, newTool());
    const input = { password: STRANGERS, endOtherSessions: false };
    await as(stranger.accessToken, 'passwords.set', input);
    await passTime(server, MINUTE_MS);
    const shown = { password: STRANGERS, refreshToken: stolen?.refreshToken ?? undefined };
    const confirmed = await as(stolen?.accessToken ?? '', 'reauthentications.withPassword', shown);
    expect(confirmed.outcome).toBe('OK');
    await report(await linkAbout(server, held.address, /password was changed/));
    expect(await isIn(confirmed.data.session?.accessToken ?? '')).toBe(false);
  });

  it('is taken back too when it was set by a recovery', async () => {
    const { address } = await signUpWithPassword(server);
    const caller = { url: server.url, headers: otherNetwork() };
    const before = (await server.codesTo(address)).length;
    const sent = (await ask(caller, 'recoveries.start', { address })).data;
    const code = await server.codeFor(address, before + 1);
    const { ticket } = (await ask(caller, 'recoveries.redeem', { ticket: sent.ticket, code })).data;
    await ask(caller, 'recoveries.finish', { ticket, password: STRANGERS });
    expect(await enter(address, PASSWORD)).toBe('CREDENTIALS_WRONG');
    expect(await report(await linkAbout(server, address, /was recovered/))).toEqual({ ended: 1 });
    await passTime(server, HOUR_MS);
    expect(await enter(address, STRANGERS)).toBe('CREDENTIALS_WRONG');
  });
});

describe('a passkey that stands beside the mailed code alone', () => {
  /** A mailed code has long been asked for beside the password, and a passkey has come. */
  async function beside() {
    const held = await signUpWithPassword(server);
    const { account, accessToken: token, sessionId } = held;
    await as(token, 'secondFactors.addMailCode');
    await server.database.query(
      `update second_factor set confirmed_at = now() - interval '25 hours' where account_id = '${account.id}'`,
    );
    const passkey = newPasskey();
    const maker = { ...(await personAt(server)), accountId: account.id, token, sessionId };
    expect((await addPasskey(server, maker, { passkey })).outcome).toBe('OK');
    return { held, maker, passkey };
  }
  const enterBy = async (one: ReturnType<typeof newPasskey>) =>
    (await signInBy(server, one)).data.session?.accessToken ?? '';
  /** The same, a day later, when the password has gone. */
  async function alone() {
    const added = await beside();
    await passTime(server, DAY_MS + HOUR_MS);
    expect((await as(await enterBy(added.passkey), 'passwords.remove')).outcome).toBe('OK');
    return added;
  }
  async function byMail(address: string) {
    const sent = await requestSignIn(server, address, otherNetwork());
    return (await ask({ url: server.url, headers: otherNetwork() }, 'signIns.redeemCode', sent)).data;
  }

  it('stays once it is a day old, and the mailbox does not become enough', async () => {
    const { held, passkey } = await alone();
    await report(await linkAbout(server, held.address, /passkey was added/));
    expect((await byMail(held.address)).secondFactor?.factors).toContain('passkey');
    expect((await signInBy(server, passkey)).outcome).toBe('OK');
    const told = await until(
      async () => (await mailsAbout(held.address, TAKEN_BACK))[0],
      'the owner was told',
    );
    expect(told.text).toMatch(/Passkeys not removed\s*:?\s*1/);
    expect(told.text).toContain('whoever reads your mail would get in by that alone');
  });

  it('goes in its first day, in which it takes no place of a password: the mailbox does not become enough', async () => {
    const { held, passkey } = await beside();
    expect((await as(held.accessToken, 'passwords.remove')).outcome).toBe('PASSWORD_NEEDED');
    await report(await linkAbout(server, held.address, /passkey was added/));
    expect((await signInBy(server, passkey)).outcome).toBe('PASSKEY_UNKNOWN');
    expect((await byMail(held.address)).secondFactor?.factors).toContain('password');
  });

  it('stays while the other one is new, and is not removed in its favour, whoever clicks on what first', async () => {
    const { held, maker, passkey } = await alone();
    const token = await enterBy(passkey);
    await addPasskey(server, { ...maker, token }, { passkey: newPasskey() });
    const [{ id: passkeyId } = { id: '' }] = (await as(token, 'passkeys.list')).data.items;
    expect((await as(token, 'passkeys.remove', { passkeyId })).outcome).toBe('PASSKEY_NEEDED');
    const mails = await until(async () => {
      const told = await mailsAbout(held.address, /passkey was added/);
      return told.length === 2 && told;
    }, 'the owner was told of both');
    for (const { text } of mails) await report(/not-me\?token=([\w-]+)/.exec(text)?.[1] ?? '');
    expect((await byMail(held.address)).secondFactor?.factors).toContain('passkey');
    expect((await signInBy(server, passkey)).outcome).toBe('OK');
  });

  it('goes later too where another passkey stands there, and then the mailbox is not enough', async () => {
    const { held, maker, passkey } = await alone();
    const link = await linkAbout(server, held.address, /passkey was added/);
    const owners = newPasskey();
    await addPasskey(server, { ...maker, token: await enterBy(passkey) }, { passkey: owners });
    await passTime(server, DAY_MS + HOUR_MS);
    await report(link);
    expect((await signInBy(server, passkey)).outcome).toBe('PASSKEY_UNKNOWN');
    expect((await byMail(held.address)).secondFactor?.factors).toContain('passkey');
  });
});

describe('recovery codes that a stranger has made', () => {
  /** An owner with an authenticator app, and a session of theirs that a stranger has in hand. */
  async function inHand() {
    const owner = await personAt(server);
    const { secret } = await addTotp(server, owner.token);
    await passTime(server, MINUTE_MS);
    const ticket = await ticketFor(server, { accountId: owner.accountId });
    const shown = { ticket, kind: 'totp', code: nextTotpOf(server, secret) };
    const entered = await ask({ url: server.url, headers: newTool() }, 'secondFactors.redeem', shown);
    return { owner, secret, stranger: entered.data.session?.accessToken ?? '' };
  }
  const codesOf = async ({ accountId }: Person) =>
    (await server.database.query(`select 1 from recovery_code where account_id = '${accountId}'`)).length;

  it('are taken back by the click, and those that their owner has made since are not', async () => {
    const robbed = await inHand();
    expect((await as(robbed.stranger, 'secondFactors.makeRecoveryCodes')).outcome).toBe('OK');
    const token = await linkAbout(server, robbed.owner.address, /new device/);
    await report(token);
    expect(await codesOf(robbed.owner)).toBe(0);

    const { owner, secret, stranger } = await inHand();
    // Before the owner comes from a new device, too, and is mailed of that.
    const about = await linkAbout(server, owner.address, /new device/);
    await as(stranger, 'secondFactors.makeRecoveryCodes');
    await passTime(server, MINUTE_MS);
    const ticket = await ticketFor(server, { accountId: owner.accountId });
    const shown = { ticket, kind: 'totp', code: nextTotpOf(server, secret) };
    const again = (await as('', 'secondFactors.redeem', shown)).data.session?.accessToken ?? '';
    await as(again, 'secondFactors.makeRecoveryCodes');
    await report(about);
    expect(await codesOf(owner)).toBe(10);
  });
});

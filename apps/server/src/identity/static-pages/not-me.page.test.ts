import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';

/** A second is the promise; the rest is for a machine that is busy with other tests. */
const SOON_MS = 3_000;

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

const me = (token: string, url = server.url) => ask({ url, token }, 'accounts.me');
const refresh = (refreshToken: string) => ask(server.url, 'sessions.refresh', { refreshToken });
const look = (token: string, headers = {}) =>
  fetch(`${server.url}/not-me?token=${encodeURIComponent(token)}`, { headers });
const press = (token: string, url = server.url, headers: Record<string, string> = {}) =>
  fetch(`${url}/not-me?lang=en`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
    headers: { ...otherNetwork(), origin: 'null', 'sec-fetch-site': 'same-origin', ...headers },
  });
const endReason = async (sessionId: string) =>
  (await server.database.query(`select end_reason from session where id = '${sessionId}'`))[0]?.end_reason;

/** The mail with such a link, once it has come. */
const linkMail = (address: string) =>
  until(
    async () => (await server.mailsTo(address)).find(({ text }) => text.includes('/not-me?token=')),
    'the owner was told',
  );
const tokenIn = (mail: { text: string }) => /\/not-me\?token=([\w-]+)/.exec(mail.text)?.[1] ?? '';

/** An owner, a stranger who got in, and the token of the link in the mail about it. */
async function breakIn() {
  const owner = await signUp(server, { headers: otherNetwork() });
  const stranger = await signIn(server, owner.account.address, {
    ...otherNetwork(),
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  });
  const token = tokenIn(await linkMail(owner.account.address));
  return { owner, stranger, token };
}

describe('“This was not me”', () => {
  it('shows what it would do and changes nothing, however often a scanner looks', async () => {
    const { stranger, token } = await breakIn();
    for (let count = 0; count < 3; count += 1) {
      const answer = await look(token);
      const page = await answer.text();
      expect(answer.status).toBe(200);
      expect(page).toContain('the device that the mail tells of is signed out');
      expect(page).toContain('<form method="post" action="/not-me?lang=en">');
      expect(page).not.toMatch(/<script|<link|<img|https?:/i);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('content-security-policy')).toContain("form-action 'self'");
    }
    await fetch(`${server.url}/not-me?token=${token}`, { method: 'HEAD' });
    expect((await me(stranger.accessToken)).outcome).toBe('OK');
  });

  it('ends the session that the mail was about on every process, and leads to recovery', async () => {
    const { owner, stranger, token } = await breakIn();
    const newest = (await refresh(stranger.refreshToken)).data;
    expect((await me(newest.accessToken, other.url)).outcome).toBe('OK');
    const pressed = await press(token);
    expect(pressed.status).toBe(200);
    expect(await pressed.text()).toContain('href="/recover"');
    expect((await me(newest.accessToken)).outcome).toBe('SIGN_IN_REQUIRED');
    await until(
      async () => (await me(newest.accessToken, other.url)).outcome === 'SIGN_IN_REQUIRED',
      'the other process heard of it',
      SOON_MS,
    );
    expect((await refresh(String(newest.refreshToken))).outcome).toBe('SESSION_ENDED');
    expect(await endReason(stranger.sessionId)).toBe('reported');
    expect((await me(owner.accessToken)).outcome).toBe('OK');
  });

  it('A11 pressed many times at once, over two processes, ends the session once and answers alike', async () => {
    const { stranger, token } = await breakIn();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => press(token, index % 2 ? server.url : other.url)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(await endReason(stranger.sessionId)).toBe('reported');
    const reported = await server.database.query(
      `select 1 from audit_entry where action = 'session.reported' and subject_id = '${stranger.account.id}'`,
    );
    expect(reported).toHaveLength(1);
    const later = await press(token);
    expect(later.status).toBe(200);
    expect(await later.text()).toContain('href="/recover"');
  });

  it('A21 is refused from another origin, and ends nothing', async () => {
    const { stranger, token } = await breakIn();
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: 'https://attacker.example.org' },
      { 'sec-fetch-site': 'same-site', origin: 'null' },
    ])
      expect((await press(token, server.url, headers)).status).toBe(403);
    expect(await endReason(stranger.sessionId)).toBeNull();
    expect((await press(token)).status).toBe(200);
  });

  it('A6 does nothing with a token that is cut short, made up, or older than seven days', async () => {
    const { stranger, token } = await breakIn();
    for (const wrong of [token.slice(0, -1), `${token}A`, 'x'.repeat(43), '', 'x'.repeat(500)]) {
      const refused = await press(wrong);
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('href="/recover"');
    }
    expect((await me(stranger.accessToken)).outcome).toBe('OK');
    await passTime(server, 7 * DAY_MS + MINUTE_MS, [other]);
    expect((await press(token)).status).toBe(400);
    expect(await endReason(stranger.sessionId)).toBeNull();
  });

  it('is written in the language of the mail that leads to it, and escapes what its address says', async () => {
    const owner = await signUp(server, { headers: otherNetwork() });
    await ask({ url: server.url, token: owner.accessToken }, 'accounts.updateProfile', { locale: 'ru' });
    await signIn(server, owner.account.address, otherNetwork());
    const mail = await linkMail(owner.account.address);
    const link = /http\S+\/not-me\?\S+/.exec(mail.text)?.[0] ?? '';
    const page = await (await fetch(link, { headers: { 'accept-language': 'de' } })).text();
    expect(page).toContain('<html lang="ru">');
    expect(page).toMatch(/[а-яё]{3}/);
    const escaped = await (await look('"><script>', { 'accept-language': 'de-AT, en;q=0.5' })).text();
    expect(escaped).toContain('<html lang="de">');
    expect(escaped).not.toContain('<script>');
  });

  it('ends every session there is when the mail was about none in particular, and none that begins later', async () => {
    const owner = await signUp(server, { headers: otherNetwork() });
    await transactional(server.installation.database.fork(), async (em) => {
      const ctx = server.installation.contextIn(em, { kind: 'system', name: 'test' });
      const account = await em.findOneOrFail(AccountEntity, { id: owner.account.id });
      const device = { ipAddress: '192.0.2.1', userAgent: '' };
      await notifyOwner(ctx, 'password-changed', { account, device, sessionId: null });
    });
    const token = tokenIn(await linkMail(owner.account.address));
    await press(token);
    expect((await me(owner.accessToken)).outcome).toBe('SIGN_IN_REQUIRED');
    const later = await signIn(server, owner.account.address, otherNetwork());
    await press(token);
    expect((await me(later.accessToken)).outcome).toBe('OK');
  });
});

describe('the same by the SDK', () => {
  it('needs no sign-in, works once, and tells how many sessions it ended', async () => {
    const { stranger, token } = await breakIn();
    const report = () => ask({ url: server.url, headers: otherNetwork() }, 'sessions.report', { token });
    expect((await report()).data).toEqual({ ended: 1 });
    expect((await report()).data).toEqual({ ended: 0 });
    expect((await me(stranger.accessToken)).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('refuses what is no token', async () => {
    const answers = [];
    for (const token of ['', 'x'.repeat(43)])
      answers.push(await ask(server.url, 'sessions.report', { token }));
    expect(tally(answers)).toEqual({ LINK_INVALID: 2 });
    expect((await ask(server.url, 'sessions.report', {})).outcome).toBe('BAD_INPUT');
  });
});

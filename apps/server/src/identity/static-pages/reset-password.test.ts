import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { addTotp, nextTotpOf } from '../../testing/second-factors.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

const NEXT = 'another harbour, eight lanterns';

let server: TestServer;
let strict: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  strict = await startTestServer({ ...BEHIND_PROXY, PASSWORD_MIN_LENGTH: '15' });
});
afterAll(async () => {
  await server?.stop();
  await strict?.stop();
});

async function linkMailedTo(at: TestServer, address: string): Promise<string> {
  await ask({ url: at.url, headers: otherNetwork() }, 'recoveries.start', { address });
  const mail = await until(
    async () => (await at.mailsTo(address)).find(({ text }) => text.includes('/reset-password?')),
    'the link was mailed',
  );
  return /http\S+\/reset-password\?\S+/.exec(mail.text)?.[0] ?? '';
}

/** A page. `send` does what a browser would do with the form on it that has such a field. */
type Page = {
  status: number;
  headers: Headers;
  title: string | undefined;
  body: string;
  send(field: string, filled?: Record<string, string>): Promise<Page>;
};

async function pageOf(response: Response): Promise<Page> {
  const body = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body,
    title: /<h1>(.*)<\/h1>/.exec(body)?.[1],
    send(field, filled = {}) {
      const form = (body.match(/<form[\s\S]*?<\/form>/g) ?? []).find((one) => one.includes(field)) ?? '';
      const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
      const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
      return fetch(`${new URL(response.url).origin}${/action="([^"]*)"/.exec(form)?.[1]}`, {
        method: 'POST',
        body: new URLSearchParams({ ...fields, ...filled }),
        headers: { ...otherNetwork(), origin: 'null', 'sec-fetch-site': 'same-origin' },
      }).then(pageOf);
    },
  };
}

it('A7 leads from the mailed link by the second factor to a new password, and no other way', async () => {
  const held = await signUpWithPassword(server);
  const { secret } = await addTotp(server, held.accessToken);
  const asksToBegin = await pageOf(await fetch(await linkMailedTo(server, held.address)));
  expect(asksToBegin).toMatchObject({ status: 200, title: 'Set a new password' });
  const asksForFactor = await asksToBegin.send('name="ticket"');
  expect(asksForFactor).toMatchObject({ status: 200, title: 'One more step' });

  const skipped = await asksForFactor.send('value="totp"', { step: 'password', password: NEXT });
  expect(skipped).toMatchObject({ title: 'That did not work' });
  expect(skipped.headers.get('set-cookie')).toBeNull();
  const wrong = await asksForFactor.send('value="totp"', { code: '1' });
  expect(wrong).toMatchObject({ status: 400, title: 'One more step' });
  expect((await signInWithPassword(server, held.address, NEXT)).outcome).toBe('CREDENTIALS_WRONG');

  const asksForPassword = await wrong.send('value="totp"', { code: nextTotpOf(server, secret) });
  expect(asksForPassword).toMatchObject({ status: 200, title: 'Choose a new password' });
  const done = await asksForPassword.send('name="password"', { password: NEXT });
  expect(done).toMatchObject({ status: 200, title: 'Your password is set' });
  expect(done.headers.get('set-cookie')).toContain('HttpOnly');

  const me = await ask({ url: server.url, token: held.accessToken }, 'accounts.me');
  expect(me.outcome).toBe('SIGN_IN_REQUIRED');
  const entered = (await signInWithPassword(server, held.address, NEXT)).data;
  expect(entered.session).toBeNull();
  expect(entered.secondFactor?.factors).toContain('totp');
  expect((await signInWithPassword(server, held.address, PASSWORD)).outcome).toBe('CREDENTIALS_WRONG');
});

it.each([
  ['en', 'At least 15 characters.'],
  ['de', 'Mindestens 15 Zeichen.'],
  ['ru', 'Не меньше 15 знаков.'],
])('asks in %s for as long a password as is configured, in words and in the field', async (lang, said) => {
  const { address } = await signUpWithPassword(strict);
  const link = new URL(await linkMailedTo(strict, address));
  link.searchParams.set('lang', lang);
  const asksForPassword = await (await pageOf(await fetch(link))).send('name="ticket"');
  expect(asksForPassword.body).toContain(said);
  expect(asksForPassword.body).toMatch(/<input type="password"[^>]* minlength="15"/);
  const refused = await asksForPassword.send('name="password"', { password: 'xkvq zjwp gbdh' });
  expect(refused.status).toBe(400);
  expect(refused.body).toContain(said);
  const done = await refused.send('name="password"', { password: 'xkvq zjwp gbdhm' });
  expect(done.headers.get('set-cookie')).toContain('HttpOnly');
});

it.each([
  ['en', 'This is one of the passwords that are tried first.'],
  ['de', 'Das ist eines der Passwörter, die zuerst ausprobiert werden.'],
  ['ru', 'Это один из тех паролей, которые пробуют первыми.'],
])('says in %s why a password is refused', async (lang, said) => {
  const { address } = await signUpWithPassword(server);
  const link = new URL(await linkMailedTo(server, address));
  link.searchParams.set('lang', lang);
  const asksForPassword = await (await pageOf(await fetch(link))).send('name="ticket"');
  expect(asksForPassword.body).not.toContain(said);
  const refused = await asksForPassword.send('name="password"', { password: 'password1' });
  expect(refused.status).toBe(400);
  expect(refused.body).toContain(said);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../kernel/locale.contract.ts';
import { changeAddress, proofOfChange } from '../../testing/change-address.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { pageWordsIn } from './words/page-words.ts';

const PAGES = ['/not-me', '/confirm-address', '/undo-address', '/reset-password'];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(async () => {
  await server?.stop();
});

const person = () => signUp(server, { headers: otherNetwork() });
const addressOf = async (accountId: string) =>
  (await server.database.query(`select address from account where id = '${accountId}'`))[0]?.address;

async function visit(path: string, init: RequestInit = {}) {
  const response = await fetch(`${server.url}${path}`, {
    ...init,
    headers: { ...otherNetwork(), ...init.headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Sends the form of a page, as a browser does that shows it. */
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  visit(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: 'null', 'sec-fetch-site': 'same-origin', ...headers },
  });

/** Everything that a page could have changed. */
const kept = () =>
  server.database.query(
    `select (select json_agg(a order by id) from account a)::text as accounts,
            (select json_agg(c order by id) from one_time_code c)::text as codes,
            (select json_agg(l order by token_hash) from security_link l)::text as links,
            (select json_agg(t order by key) from wrong_tries t)::text as tries,
            (select json_agg(s order by id) from session s)::text as sessions,
            (select count(*) from audit_entry) as entries, (select count(*) from delivery) as mails`,
  );

describe('a page that a mail links to', () => {
  it('changes nothing by being looked at, however often a scanner of mails asks for it by GET or HEAD', async () => {
    const ada = await person();
    const { undoToken } = await changeAddress(server, ada, ada.account.address);
    const { ticket, code } = await proofOfChange(server, ada);
    const links = [
      `/confirm-address?ticket=${ticket}&code=${code}&lang=en`,
      `/undo-address?token=${undoToken}`,
      `/reset-password?ticket=${ticket}&code=${code}`,
    ];
    const before = await kept();
    for (const link of links)
      for (const method of ['GET', 'HEAD', 'GET', 'HEAD'])
        expect((await visit(link, { method })).status).toBe(200);
    expect(await kept()).toEqual(before);
    // What the links are for still works.
    expect((await post('/confirm-address', { ticket, code })).status).toBe(200);
    expect((await post('/undo-address', { token: undoToken })).status).toBe(200);
  });

  it.each(PAGES)(
    '%s runs no script, is kept by nothing, and passes its address on to nobody',
    async (path) => {
      const { headers, text } = await visit(`${path}?ticket=x&code=12345678&token=x`);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
      );
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('set-cookie')).toBeNull();
      expect(text).not.toMatch(/<script|<link|<img|\son\w+=|javascript:|style="/i);
      expect(text).toContain('@media (prefers-color-scheme: dark)');
    },
  );

  it.each(PAGES)('%s takes what its address says for text', async (path) => {
    const nasty = `"><script>alert(1)</script><b x='`;
    const query = new URLSearchParams({ ticket: nasty, code: nasty, token: nasty, lang: nasty, step: nasty });
    for (const answer of [
      await visit(`${path}?${query}`),
      await post(`${path}?${query}`, Object.fromEntries(query)),
    ])
      expect(answer.text).not.toMatch(/<script|<b x=/);
  });

  it.each(PAGES)('%s says so when its link is not complete', async (path) => {
    const { status, text } = await visit(path);
    expect(status).toBe(400);
    expect(text).toContain('This link is not complete.');
  });

  it('speaks the language of its link, then the one that the browser likes best', async () => {
    const titleIn = async (lang: string | undefined, accept: string) => {
      const { text } = await visit(`/undo-address?token=x${lang === undefined ? '' : `&lang=${lang}`}`, {
        headers: { 'accept-language': accept },
      });
      return [/<html lang="(\w+)">/.exec(text)?.[1], /<h1>(.*)<\/h1>/.exec(text)?.[1]];
    };
    for (const locale of LOCALES) {
      const { title } = pageWordsIn(locale).undoAddress;
      expect(await titleIn(locale, 'en')).toEqual([locale, title]);
      expect(await titleIn(undefined, `fr, en;q=0.1, ${locale}-XX;q=0.7`)).toEqual([locale, title]);
    }
    expect((await titleIn('fr', 'ru;q=0, de;q=0.3'))[0]).toBe('de');
    expect((await titleIn(undefined, ';;q=x,*'))[0]).toBe('en');
  });
});

describe('a form of such a page', () => {
  it('confirms the new address, says which it is, and refuses the same code again', async () => {
    const ada = await person();
    const { address, ticket, code } = await proofOfChange(server, ada);
    const done = await post('/confirm-address?lang=en', { ticket, code });
    expect(done.status).toBe(200);
    expect(done.text).toContain(`now ${address}`);
    expect(await addressOf(ada.account.id)).toBe(address);
    const again = await post('/confirm-address?lang=en', { ticket, code });
    expect(again.status).toBe(400);
    expect(again.text).toContain('has been used');
  });

  it('lets the code be typed where the link has none', async () => {
    const ada = await person();
    const { address, ticket, code } = await proofOfChange(server, ada);
    expect((await visit(`/confirm-address?ticket=${ticket}`)).text).toContain('<label for="code">');
    const wrong = await post('/confirm-address', { ticket, code: '1234' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('aria-invalid="true"');
    const spaced = `${code.slice(0, 4)} ${code.slice(4)}`;
    expect((await post('/confirm-address', { ticket, code: spaced })).status).toBe(200);
    expect(await addressOf(ada.account.id)).toBe(address);
  });

  it('puts the old address back, also twice, and refuses a link that is none', async () => {
    const ada = await person();
    const { undoToken } = await changeAddress(server, ada, ada.account.address);
    for (const _ of ['once', 'twice']) {
      const done = await post('/undo-address?lang=de', { token: undoToken });
      expect(done.status).toBe(200);
      expect(done.text).toContain(`ist wieder ${ada.account.address}`);
    }
    expect(await addressOf(ada.account.id)).toBe(ada.account.address);
    expect((await post('/undo-address', { token: 'x' })).status).toBe(400);
  });

  it('says in people’s words that somebody has the address by now', async () => {
    const ada = await person();
    const { ticket, code } = await proofOfChange(server, ada, newAddress());
    const taken = (
      await server.database.query(`select address from one_time_code where id = '${ticket}'`)
    )[0];
    await signUp(server, { address: String(taken?.address), headers: otherNetwork() });
    const refused = await post('/confirm-address?lang=ru', { ticket, code });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Этот адрес теперь у другой учётной записи.');
  });

  it.each([
    { 'sec-fetch-site': 'cross-site', origin: 'https://attacker.example.org' },
    { 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' },
    { 'sec-fetch-site': 'none', origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
  ])('A21 is refused from another origin: %o', async (headers) => {
    const ada = await person();
    const { ticket, code } = await proofOfChange(server, ada);
    const refused = await post('/confirm-address?lang=en', { ticket, code }, headers);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('did not say that this form comes from our page');
    expect(await addressOf(ada.account.id)).toBe(ada.account.address);
  });

  it('A21 is believed by its origin where a browser does not say Sec-Fetch-Site', async () => {
    const send = async (headers: Record<string, string>) =>
      (await visit('/undo-address', { method: 'POST', body: new URLSearchParams({ token: 'x' }), headers }))
        .status;
    expect(await send({ origin: 'https://attacker.example.org' })).toBe(403);
    expect(await send({ origin: 'null' })).toBe(403);
    expect(await send({ origin: server.url })).toBe(400);
    expect(await send({})).toBe(400);
  });

  it('A9 A12 counts against the same bound on a network as the API, and says when to try again', async () => {
    const home = otherNetwork();
    const statuses = [];
    for (let tries = 0; tries < 60; tries++)
      statuses.push((await post('/undo-address', { token: `x${tries}` }, home)).status);
    expect(new Set(statuses)).toEqual(new Set([400]));
    const refused = await post('/undo-address?lang=en', { token: 'x' }, home);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.text).toMatch(/Try again in \d+ minutes/);
    const asked = await fetch(`${server.url}/api/v1/address-changes/undo`, {
      method: 'POST',
      headers: { ...home, 'content-type': 'application/json' },
      body: JSON.stringify({ token: 'x' }),
    });
    expect(asked.status).toBe(429);
  });

  it('refuses what no form sends, with a page', async () => {
    const send = (body: string, type: string) =>
      visit('/undo-address', { method: 'POST', body, headers: { 'content-type': type } });
    for (const answer of [
      await send('{"token":"x"}', 'application/json'),
      await send('token=x', 'text/plain'),
      await send(`token=${'x'.repeat(20_000)}`, 'application/x-www-form-urlencoded'),
      await send('token=%00&%%%=1', 'application/x-www-form-urlencoded'),
    ]) {
      expect([400, 413, 415]).toContain(answer.status);
      expect(answer.text).toContain('<h1>That did not work</h1>');
    }
  });
});

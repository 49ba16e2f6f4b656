import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { proofOfChange } from '../../testing/change-address.ts';
import { BEHIND_PROXY } from '../../testing/other-network.ts';
import { requestSignIn, signIn, signUp } from '../../testing/sign-up.ts';
import { spawnMain } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { openPlaces, placeOf } from './places.ts';

const FILE = fileURLToPath(new URL('../../testing/places/places.mmdb', import.meta.url));
const places = { GEOIP_PATH: FILE };

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-places-'));
  await openPlaces(places);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the place of a network address', () => {
  it.each([
    ['203.0.113.7', 'Berlin, Germany'],
    ['::ffff:203.0.113.7', 'Berlin, Germany'],
    ['203.0.113.200', 'Germany'],
    ['198.51.100.1', 'Vienna, Austria'],
    ['2001:db8:aaaa::1', 'Berlin, Germany'],
    ['2001:db8:bbbb::1', null],
    ['192.0.2.1', null],
    ['unknown', null],
    ['', null],
  ])('of %s is %s', (ipAddress, place) => {
    expect(placeOf(places, ipAddress)).toBe(place);
  });

  it.each([
    '10.0.0.1',
    '::ffff:10.0.0.1',
    '127.0.0.1',
    '192.168.1.1',
    '172.20.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
  ])('of %s, which is nobody’s in particular, is not shown whatever the file says', (ipAddress) => {
    expect(placeOf(places, ipAddress)).toBeNull();
  });

  it('is named in the language of who reads it', () => {
    expect(placeOf(places, '203.0.113.7', 'de')).toBe('Berlin, Deutschland');
    expect(placeOf(places, '198.51.100.1', 'ru')).toBe('Вена, Австрия');
  });

  it('is not known without a file', async () => {
    await openPlaces({ GEOIP_PATH: undefined });
    expect(placeOf({ GEOIP_PATH: undefined }, '203.0.113.7')).toBeNull();
  });
});

describe('a wrong file stops the start with a sentence', () => {
  const startWith = async (path: string) => {
    const started = spawnMain({ NODE_ENV: 'test', FOYER_HOME: join(folder, 'home'), GEOIP_PATH: path });
    const { code } = await started.ended;
    return { code, output: started.output() };
  };

  it('that is not there', async () => {
    const { code, output } = await startWith('/nowhere/places.mmdb');
    expect(code).toBe(1);
    expect(output).toContain('GEOIP_PATH names /nowhere/places.mmdb, and there is no such file.');
    expect(output).not.toContain('    at ');
  });

  it('that is none', async () => {
    const path = join(folder, 'letter.mmdb');
    writeFileSync(path, 'Dear Sir or Madam');
    const { code, output } = await startWith(path);
    expect(code).toBe(1);
    expect(output).toContain(`GEOIP_PATH names ${path}, and that is no MaxMind file that can be read.`);
  });
});

describe('a server with a file of places', () => {
  let server: TestServer;
  beforeAll(async () => {
    const path = join(folder, 'places.mmdb');
    copyFileSync(FILE, path);
    server = await startTestServer({ ...BEHIND_PROXY, GEOIP_PATH: path });
  });
  afterAll(() => server?.stop());

  const from = (ipAddress: string) => ({ 'x-forwarded-for': ipAddress });

  it('lists sessions with their places and with what was shown for them', async () => {
    const held = await signUp(server, { headers: from('203.0.113.7') });
    await signIn(server, held.account.address, from('198.51.100.7'));
    await signIn(server, held.account.address, from('10.0.0.7'));
    const { items } = (await ask({ url: server.url, token: held.accessToken }, 'sessions.list')).data;
    expect(items.map(({ place, factors }) => ({ place, factors }))).toEqual(
      [null, 'Vienna, Austria', 'Berlin, Germany'].map((place) => ({ place, factors: ['mail-code'] })),
    );
  });

  it('says in security mails from where, in the language of who reads them', async () => {
    const headers = from('203.0.113.7');
    const held = await signUp(server, { headers });
    const caller = { url: server.url, token: held.accessToken, headers };
    await ask(caller, 'accounts.updateProfile', { locale: 'ru' });
    await ask(caller, 'reauthentications.requestCode');
    await server.codeFor(held.account.address, 2);
    await ask(
      { url: server.url, headers: from('198.51.100.7') },
      'signIns.redeemCode',
      await requestSignIn(server, held.account.address, from('198.51.100.7')),
    );
    const told = await until(async () => {
      const all = await server.mailsTo(held.account.address);
      const places = all.flatMap(({ text }) => /^Место: (.*)$/m.exec(text)?.[1] ?? []);
      return places.length >= 3 && places;
    }, 'all mails came');
    expect(told.sort()).toEqual(['Берлин, Германия', 'Вена, Австрия', 'Вена, Австрия']);
  });

  it.each([
    ['en', /^Place: Vienna, Austria$/m],
    ['de', /^Ort: Wien, Österreich$/m],
    ['ru', /^Место: Вена, Австрия$/m],
  ] as const)(
    'says in %s from where a recovery and another address were asked for',
    async (locale, place) => {
      const headers = from('198.51.100.7');
      const held = await signUp(server, { headers: from('203.0.113.7') });
      const { address: old } = held.account;
      await ask({ url: server.url, token: held.accessToken, headers }, 'accounts.updateProfile', { locale });
      const told = (link: string) =>
        until(
          async () => (await server.mailsTo(old)).find(({ text }) => text.includes(link)),
          `the mail with ${link} came`,
        );
      await ask({ url: server.url, headers }, 'recoveries.start', { address: old });
      expect((await told('/reset-password?')).text).toMatch(place);
      const { ticket, code } = await proofOfChange(server, held);
      await ask({ url: server.url, headers }, 'addressChanges.confirm', { ticket, code });
      expect((await told('/undo-address?')).text).toMatch(place);
    },
  );
});

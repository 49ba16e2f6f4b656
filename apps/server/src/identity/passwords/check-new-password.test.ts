import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../kernel/config.ts';
import type { Fault } from '../../kernel/fault.ts';
import { PASSWORD } from '../../testing/with-password.ts';
import { hashNewPassword } from './check-new-password.ts';
import { verifyPassword } from './hash-password.ts';

const logged: unknown[][] = [];
const peers: Server[] = [];
afterEach(async () => {
  logged.length = 0;
  for (const peer of peers.splice(0)) {
    peer.closeAllConnections();
    await new Promise((resolve) => peer.close(resolve));
  }
});

const person = { address: 'ada.example@mail.example.org', fullName: 'Ada Löwe-Example' };

function hash(password: string, environment: NodeJS.Dict<string> = {}): Promise<string> {
  const config = readConfig({ NODE_ENV: 'test', ...environment }, () => 'x'.repeat(64));
  const log = { warn: (...said: unknown[]) => logged.push(said) } as never;
  return hashNewPassword({ config, log }, { ...person, password });
}

/** Why a password is refused, or undefined if it is not. */
async function whyNot(password: string, environment?: NodeJS.Dict<string>): Promise<string | undefined> {
  const refusal = await hash(password, environment).then(
    () => undefined,
    (fault: Fault) => fault,
  );
  if (refusal === undefined) return undefined;
  expect(refusal).toMatchObject({ kind: { code: 'PASSWORD_WEAK' }, fields: [{ path: 'password' }] });
  return refusal.fields?.[0]?.message;
}

/** A source of leaked passwords that speaks the protocol of Have I Been Pwned. */
async function startSource(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const peer = createServer(answer).listen(0, '127.0.0.1');
  peers.push(peer);
  await once(peer, 'listening');
  return { PASSWORD_RANGE_URL: `http://127.0.0.1:${(peer.address() as AddressInfo).port}/range/` };
}

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

describe('a new password', () => {
  it.each([
    ['seven77', 'Give at least 8 characters.'],
    ['ﬃﬃ', 'Give at least 8 characters.'],
    ['😀😀😀😀😀😀😀', 'Give at least 8 characters.'],
    ['a'.repeat(257), 'Give at most 256 characters.'],
    ['password123', 'This is one of the passwords that are tried first.'],
    ['PassWord123', 'This is one of the passwords that are tried first.'],
  ])('is refused: %s', async (password, why) => {
    expect(await whyNot(password)).toBe(why);
  });

  it.each([
    'ada.example@mail.example.org',
    'ADA.EXAMPLE',
    'Ada Löwe-Example',
    'LöweExample2027'.slice(0, 15),
    'foyer-foyer',
    'Foyer123',
    'mail.example.org',
  ])('is refused when it is little but what everybody knows: %s', async (password) => {
    expect(await whyNot(password)).toMatch(/little more than your address|tried first/);
  });

  it.each([
    PASSWORD,
    'ada likes seven lanterns',
    'xkvqzjwp',
    'correct horse battery staple',
    '        pads        ',
    'пароль из шести слов',
    'a😀'.repeat(128),
    '\u{1F600}'.repeat(256),
  ])('may be of any characters: %s', async (password) => {
    expect(await whyNot(password)).toBeUndefined();
  });

  it('is asked to be longer where that is configured', async () => {
    expect(await whyNot('xkvqzjwp', { PASSWORD_MIN_LENGTH: '15' })).toBe('Give at least 15 characters.');
  });

  it('is the same however its letters are composed, and otherwise compared to the letter', async () => {
    const kept = await hash('Café Ångström ﬁne');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(kept, 'Cafe\u0301 A\u030Angstro\u0308m fine')).toBe(true);
    expect(await verifyPassword(kept, 'café Ångström ﬁne')).toBe(false);
    expect(await verifyPassword(kept, 'Café Ångström ﬁne ')).toBe(false);
  });

  it('counts to its last letter, however long it is', async () => {
    const start = 'ä'.repeat(255);
    const kept = await hash(`${start}a`);
    expect(await verifyPassword(kept, `${start}a`)).toBe(true);
    expect(await verifyPassword(kept, `${start}b`)).toBe(false);
    expect(await verifyPassword(kept, start)).toBe(false);
  });
});

describe('a source of leaked passwords', () => {
  it('is told five digits of a hash and nothing more, and what it knows is refused', async () => {
    const asked: { url?: string; padding?: unknown }[] = [];
    const source = await startSource(({ url, headers }, response) => {
      asked.push({ url: url ?? '', padding: headers['add-padding'] });
      response.end([`${'0'.repeat(35)}:12`, `${sha1(PASSWORD).slice(5)}:3`].join('\r\n'));
    });
    expect(await whyNot(PASSWORD, source)).toBe('This password is known from a leak of another service.');
    expect(asked).toEqual([{ url: `/range/${sha1(PASSWORD).slice(0, 5)}`, padding: 'true' }]);
    expect(await whyNot(`${PASSWORD}!`, source)).toBeUndefined();
  });

  it('pads its answers, and what is padding is no leak', async () => {
    const source = await startSource((_request, response) => {
      response.end(`${sha1(PASSWORD).slice(5)}:0\r\n${'F'.repeat(35)}:7`);
    });
    expect(await whyNot(PASSWORD, source)).toBeUndefined();
  });

  it.each([
    ['answers with an error', (response: ServerResponse) => response.writeHead(503).end()],
    ['hangs up', (response: ServerResponse) => response.destroy()],
    ['says nothing', () => {}],
    ['stops in the middle', (response: ServerResponse) => response.write(sha1(PASSWORD).slice(5))],
  ])('that %s keeps nobody out, and the log says so without the password', async (_name, answer) => {
    const source = await startSource((_request, response) => void answer(response));
    expect(await whyNot(PASSWORD, source)).toBeUndefined();
    expect(logged).toHaveLength(1);
    expect(logged[0]?.[1]).toContain('not looked up');
    expect(JSON.stringify(logged)).not.toMatch(new RegExp(`lanterns|${sha1(PASSWORD).slice(0, 5)}`, 'i'));
  });
});

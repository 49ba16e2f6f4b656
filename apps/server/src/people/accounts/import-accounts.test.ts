import * as bcrypt from '@node-rs/bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../identity/passwords/hash-password.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { makePerson } from '../../testing/people.ts';
import { newAddress, signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  token = (await makePerson({ config: server.config, databaseUrl: server.database.url }, 'superuser')).token;
});
afterAll(() => server?.stop());

const bring = (accounts: object[], as = token) =>
  ask({ url: server.url, token: as, headers: otherNetwork() }, 'accounts.import', { accounts });
const row = (more: object = {}) => ({ address: newAddress(), fullName: 'Ada Example', ...more });
const countOf = async (address: string) =>
  (await server.database.query(`select id from account where lower(address) = lower('${address}')`)).length;

describe('an import of accounts', () => {
  it('makes accounts that sign in as before, by password and by mail', async () => {
    const people = [
      { ...row(), passwordHash: await bcrypt.hash(PASSWORD, { cost: 6, version: '2y' }) },
      { ...row(), passwordHash: await hashPassword(PASSWORD) },
    ];
    const without = { ...row(), locale: 'de' };
    expect((await bring([...people, without])).data).toEqual({ imported: 3, skipped: [] });
    for (const { address } of people)
      expect((await signInWithPassword(server, address, PASSWORD)).data.session?.account).toMatchObject({
        address,
        role: 'member',
      });
    const entered = await signIn(server, without.address, otherNetwork());
    expect(entered.account).toMatchObject({ address: without.address, locale: 'de' });
    expect((await signInWithPassword(server, without.address, PASSWORD)).outcome).toBe('CREDENTIALS_WRONG');
    const audited = await server.database.query(
      `select details, actor_id is not null as by_somebody from audit_entry
       where action = 'account.imported' and subject_id = '${entered.account.id}'`,
    );
    expect(audited).toEqual([{ details: { withPassword: false }, by_somebody: true }]);
  });

  it('skips addresses that have an account, in any spelling, and leaves those as they are', async () => {
    const held = await signUpWithPassword(server);
    const fresh = row();
    const passwordHash = await hashPassword('a password of before');
    const brought = await bring([
      { ...row({ address: held.address.toUpperCase() }), fullName: 'Mallory', passwordHash },
      fresh,
      { ...fresh, address: fresh.address.toUpperCase(), passwordHash },
    ]);
    expect(brought.data).toEqual({
      imported: 1,
      skipped: [
        { index: 0, address: held.address.toUpperCase() },
        { index: 2, address: fresh.address.toUpperCase() },
      ],
    });
    expect((await signInWithPassword(server, held.address, PASSWORD)).data.session?.account.fullName).toBe(
      'Ada Example',
    );
    expect((await signInWithPassword(server, held.address, 'a password of before')).outcome).toBe(
      'CREDENTIALS_WRONG',
    );
    expect((await signInWithPassword(server, fresh.address, 'a password of before')).outcome).toBe(
      'CREDENTIALS_WRONG',
    );
  });

  it.each([
    ['text', 'secret'],
    ['argon2i', '$argon2i$v=19$m=4096,t=3,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['sha512-crypt', '$6$salt$hash'],
    ['too much memory', `$argon2id$v=19$m=999999,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`],
    ['a bcrypt that takes a minute', `$2b$20$${'.'.repeat(53)}`],
    ['a bcrypt that is cut short', `$2b$10$${'.'.repeat(52)}`],
    ['a bcrypt of an unknown version', `$2x$10$${'.'.repeat(53)}`],
  ])('refuses %s as a hash, names the row, and imports nothing', async (_name, passwordHash) => {
    const good = row();
    const { fault } = await bring([good, row(), row(), row({ passwordHash })]);
    expect(fault).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'accounts.3.passwordHash' }] });
    expect(await countOf(good.address)).toBe(0);
  });

  it('refuses none at all, too many, and rows without an address or a name', async () => {
    for (const [accounts, path] of [
      [[], 'accounts'],
      [Array.from({ length: 501 }, () => row()), 'accounts'],
      [[row(), { fullName: 'Ada' }], 'accounts.1.address'],
      [[row({ fullName: '' })], 'accounts.0.fullName'],
      [[row({ fullName: 'Ada\r\nBcc: x@example.org' })], 'accounts.0.fullName'],
    ] as const)
      expect((await bring([...accounts])).fault).toMatchObject({ code: 'BAD_INPUT', fields: [{ path }] });
  });

  it('takes five hundred with their hashes in one call, and the same again as nothing new', async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const many = Array.from({ length: 500 }, () => row({ passwordHash, fullName: 'Ж'.repeat(120) }));
    expect((await bring(many)).data).toEqual({ imported: 500, skipped: [] });
    const again = (await bring(many)).data;
    expect([again.imported, again.skipped.length]).toEqual([0, 500]);
  });

  it('imports each once when two bring the same people at once', async () => {
    const people = Array.from({ length: 40 }, () => row());
    const answers = await Promise.all([bring(people), bring(people.toReversed())]);
    expect(answers.map(({ data }) => data.imported).reduce((one, other) => one + other)).toBe(40);
  });

  it('A5 is for somebody who has just signed in, and for no API key: it says who gets in by which password', async () => {
    const as = { url: server.url, token, headers: otherNetwork() };
    const { key } = (
      await ask(as, 'apiKeys.create', { name: 'A tool', scopes: ['accounts:write'], expiresInDays: 30 })
    ).data;
    expect((await bring([row()], key)).outcome).toBe('REAUTHENTICATION_REQUIRED');
  });

  it('A15 is for superusers alone, and makes members whatever the row says', async () => {
    const member = await signUp(server, { headers: otherNetwork() });
    const staff = await makePerson({ config: server.config, databaseUrl: server.database.url }, 'staff');
    for (const other of [member.accessToken, staff.token])
      expect((await bring([row()], other)).outcome).toBe('NOT_ALLOWED');
    const smuggled = row({ role: 'superuser', id: member.account.id });
    await bring([smuggled]);
    const kept = await server.database.query(
      `select role, id = '${member.account.id}' as theirs from account where address = '${smuggled.address}'`,
    );
    expect(kept).toEqual([{ role: 'member', theirs: false }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { givePassword, makePerson, type Person, renewToken } from '../../testing/people.ts';
import { addTotp, beginStep, totpOf } from '../../testing/second-factors.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const place = () => ({
  config: server.config,
  databaseUrl: server.database.url,
  now: server.clock.now(),
});
const as = ({ token }: { token: string }) => ({ url: server.url, token, headers: otherNetwork() });
const list = async (person: Person) => (await ask(as(person), 'secondFactors.list')).data;
const subjects = async (person: Person, count: number) =>
  until(async () => {
    const mails = await server.mailsTo(person.address);
    return mails.length >= count && mails.map(({ subject }) => subject);
  }, `${count} mails reached the owner`);

async function makeUnconfirmed(person: Person): Promise<string> {
  return (await ask(as(person), 'secondFactors.startTotp')).data.secret;
}

describe('an authenticator app', () => {
  it('counts once its first code has confirmed it, and comes with recovery codes', async () => {
    const person = await makePerson(place());
    const started = (await ask(as(person), 'secondFactors.startTotp')).data;
    expect(started.uri).toContain(`otpauth://totp/${encodeURIComponent(new URL(server.url).host)}:`);
    expect(started.uri).toContain(encodeURIComponent(person.address));
    expect(started.uri).toContain(started.secret);
    expect(await list(person)).toEqual({ isOn: false, factors: [], recoveryCodesLeft: 0 });

    const code = totpOf(server, started.secret);
    const { recoveryCodes } = (await ask(as(person), 'secondFactors.confirmTotp', { code })).data;
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const one of recoveryCodes ?? [])
      expect(one).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
    expect(await list(person)).toMatchObject({
      isOn: true,
      recoveryCodesLeft: 10,
      factors: [{ kind: 'totp', lastUsedAt: null, webhookHost: null }],
    });
    expect(await subjects(person, 1)).toEqual(['A second factor was added to your account']);
  });

  it('is not confirmed by a wrong code, nor by the right one for a seed that was replaced', async () => {
    const person = await makePerson(place());
    const old = await makeUnconfirmed(person);
    const secret = await makeUnconfirmed(person);
    const confirm = (code: string) => ask(as(person), 'secondFactors.confirmTotp', { code });
    expect((await confirm(totpOf(server, old))).outcome).toBe('CODE_WRONG');
    expect((await confirm(totpOf(server, secret))).outcome).toBe('OK');
    expect((await confirm(totpOf(server, secret, 1))).outcome).toBe('CODE_WRONG');
  });

  it('takes a code that is half a minute off, and none that is further off', async () => {
    for (const [stepsOff, outcome] of [
      [-2, 'CODE_WRONG'],
      [-1, 'OK'],
      [1, 'OK'],
      [2, 'CODE_WRONG'],
    ] as const) {
      const person = await makePerson(place());
      const secret = await makeUnconfirmed(person);
      await beginStep(server);
      const code = totpOf(server, secret, stepsOff);
      expect((await ask(as(person), 'secondFactors.confirmTotp', { code })).outcome).toBe(outcome);
    }
  });

  it('is never replaced silently, and its seed cannot be read from the table', async () => {
    const person = await makePerson(place());
    const { secret, recoveryCodes } = await addTotp(server, person.token);
    expect((await ask(as(person), 'secondFactors.startTotp')).outcome).toBe('SECOND_FACTOR_EXISTS');
    const kept = JSON.stringify(
      await server.database.query(
        'select row_to_json(f) as row from second_factor f union all select row_to_json(r) from recovery_code r',
      ),
    );
    expect(kept).toContain('totp');
    expect(kept).not.toContain(secret);
    for (const code of recoveryCodes ?? []) expect(kept).not.toContain(code.replace('-', ''));
  });
});

describe('a mailed code as second factor', () => {
  it('is refused to an account without a password, and given to one with', async () => {
    const person = await makePerson(place());
    expect((await ask(as(person), 'secondFactors.addMailCode')).outcome).toBe('FIRST_FACTOR_MISSING');
    await givePassword(place(), person.accountId, 'a long enough password');
    const added = await ask(as(person), 'secondFactors.addMailCode');
    expect(added.data.recoveryCodes).toHaveLength(10);
    expect((await ask(as(person), 'secondFactors.addMailCode')).outcome).toBe('SECOND_FACTOR_EXISTS');
  });

  it('A8 is never left with nothing but the mailbox beside it', async () => {
    const person = await makePerson(place());
    await givePassword(place(), person.accountId, 'a long enough password');
    await ask(as(person), 'secondFactors.addMailCode');
    await addTotp(server, person.token);
    expect((await ask(as(person), 'passwords.remove')).outcome).toBe('PASSWORD_NEEDED');
    await server.database.query(
      `update second_factor set confirmed_at = now() - interval '25 hours' where account_id = '${person.accountId}'`,
    );
    expect((await ask(as(person), 'passwords.remove')).outcome).toBe('OK');
    const remove = (kind: string) => ask(as(person), 'secondFactors.remove', { kind });
    expect((await remove('totp')).outcome).toBe('FIRST_FACTOR_MISSING');
    expect((await remove('mail-code')).outcome).toBe('OK');
    expect((await remove('totp')).outcome).toBe('OK');
  });
});

describe('a passkey as second factor', () => {
  it('is refused to an account without a passkey', async () => {
    const person = await makePerson(place());
    expect((await ask(as(person), 'secondFactors.addPasskey')).outcome).toBe('FIRST_FACTOR_MISSING');
    await server.database.query(`insert into passkey
      (id, account_id, credential_id, public_key, sign_count, transports, aaguid, name, is_backup_eligible, is_backed_up, created_at)
      values (gen_random_uuid(), '${person.accountId}', '${person.accountId}', 'x', 0, '[]', 'x', 'Key', false, false, now())`);
    expect((await ask(as(person), 'secondFactors.addPasskey')).data.recoveryCodes).toHaveLength(10);
  });
});

describe('recovery codes', () => {
  it('come with the first factor alone, also when two are added at once', async () => {
    const person = await makePerson(place());
    await givePassword(place(), person.accountId, 'a long enough password');
    const secret = await makeUnconfirmed(person);
    const answers = await Promise.all([
      ask(as(person), 'secondFactors.addMailCode'),
      ask(as(person), 'secondFactors.confirmTotp', { code: totpOf(server, secret) }),
    ]);
    const lists = answers.map(({ data }) => data.recoveryCodes?.length ?? 0);
    expect(lists.sort((one, other) => one - other)).toEqual([0, 10]);
    expect(await list(person)).toMatchObject({ recoveryCodesLeft: 10, factors: [{}, {}] });
  });

  it('are made anew on wish, which ends the earlier ones, and never without a factor', async () => {
    const person = await makePerson(place());
    expect((await ask(as(person), 'secondFactors.makeRecoveryCodes')).outcome).toBe('SECOND_FACTOR_OFF');
    const { recoveryCodes } = await addTotp(server, person.token);
    const { codes } = (await ask(as(person), 'secondFactors.makeRecoveryCodes')).data;
    expect(codes).toHaveLength(10);
    expect(codes.filter((code) => recoveryCodes?.includes(code))).toEqual([]);
    expect((await list(person)).recoveryCodesLeft).toBe(10);
    expect(await subjects(person, 2)).toContain('You have new recovery codes');
  });

  it('end with the last factor, and not before', async () => {
    const person = await makePerson(place());
    await givePassword(place(), person.accountId, 'a long enough password');
    await addTotp(server, person.token);
    await ask(as(person), 'secondFactors.addMailCode');
    const remove = (kind: string) => ask(as(person), 'secondFactors.remove', { kind });
    expect((await remove('totp')).outcome).toBe('OK');
    expect((await remove('totp')).outcome).toBe('SECOND_FACTOR_NOT_FOUND');
    expect(await list(person)).toMatchObject({ isOn: true, recoveryCodesLeft: 10 });
    expect((await remove('mail-code')).outcome).toBe('OK');
    expect(await list(person)).toEqual({ isOn: false, factors: [], recoveryCodesLeft: 0 });
    expect(await subjects(person, 4)).toContain('A second factor was removed from your account');
  });
});

describe('who may change second factors', () => {
  const changes: [ProcedureName, object][] = [
    ['secondFactors.startTotp', {}],
    ['secondFactors.confirmTotp', { code: '000000' }],
    ['secondFactors.addMailCode', {}],
    ['secondFactors.addPasskey', {}],
    ['secondFactors.setWebhook', { url: 'https://hooks.example.org/' }],
    ['secondFactors.confirmWebhook', { code: '00000000' }],
    ['secondFactors.remove', { kind: 'totp' }],
    ['secondFactors.makeRecoveryCodes', {}],
  ];

  it.each(changes)(
    'A5 %s is refused to a session of old authentication, and changes nothing',
    async (name, input) => {
      const person = await makePerson(place(), 'staff');
      const { recoveryCodes } = await addTotp(server, person.token);
      await passTime(server, 11 * MINUTE_MS);
      const later = await renewToken(server, person);
      expect((await ask(as(later), name, input)).outcome).toBe('REAUTHENTICATION_REQUIRED');
      expect(recoveryCodes).toHaveLength(10);
      expect(await list(later)).toMatchObject({ factors: [{ kind: 'totp' }], recoveryCodesLeft: 10 });
    },
  );

  it.each(changes)('%s is refused to whoever is not signed in', async (name, input) => {
    expect((await ask(server.url, name, input)).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(server.url, 'secondFactors.list')).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('A4 nobody sees or removes the factors of another', async () => {
    const [person, other] = [await makePerson(place()), await makePerson(place())];
    await addTotp(server, person.token);
    expect((await list(other)).factors).toEqual([]);
    const smuggled = { kind: 'totp', accountId: person.accountId };
    expect((await ask(as(other), 'secondFactors.remove', smuggled)).outcome).toBe('SECOND_FACTOR_NOT_FOUND');
    expect((await list(person)).isOn).toBe(true);
  });
});

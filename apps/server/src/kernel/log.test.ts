import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { BEHIND_PROXY } from '../testing/other-network.ts';
import { passTime } from '../testing/pass-time.ts';
import { newAddress, requestSignIn, tokensOf, wrongCode } from '../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { until } from '../testing/until.ts';

let server: TestServer;
let logged: SpawnedServer;

beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  logged = await spawnBeside(server, { ...BEHIND_PROXY, FOYER_ROLE: 'all', LOG_LEVEL: 'debug' });
});
afterAll(async () => {
  await logged?.stop();
  await server?.stop();
});

const call = (token?: string) => ({ url: logged.url, token });
const lines = (having: string) =>
  logged
    .output()
    .split('\n')
    .filter((line) => line.includes(having));

describe('the log at its most talkative', () => {
  it('never holds a token, a code or an address, through everything that an account goes through', async () => {
    const address = newAddress();
    const secrets = [address];
    const started = await ask(call(), 'registrations.start', { address, fullName: 'Ada Example' });
    const code = await server.codeFor(address);
    const ticket = started.data.ticket;
    await ask(call(), 'registrations.verify', { ticket, code: wrongCode(code) });
    const first = tokensOf((await ask(call(), 'registrations.verify', { ticket, code })).data);
    const second = (await ask(call(), 'sessions.refresh', { refreshToken: first.refreshToken })).data;
    const third = (await ask(call(), 'sessions.refresh', { refreshToken: second.refreshToken })).data;
    await ask(call(third.accessToken), 'accounts.updateProfile', { fullName: 'Ada Renamed' });
    await passTime(server, 20_000, [logged]);
    expect((await ask(call(), 'sessions.refresh', { refreshToken: first.refreshToken })).outcome).toBe(
      'SESSION_ENDED',
    );
    await until(
      async () => (await server.mailsTo(address)).some(({ subject }) => subject.startsWith('We ended')),
      'the owner was told',
    );
    const sent = await requestSignIn({ ...server, url: logged.url }, address);
    const fourth = tokensOf((await ask(call(), 'signIns.redeemCode', sent)).data);
    await ask(call(fourth.accessToken), 'sessions.signOut', { refreshToken: fourth.refreshToken });
    await ask(call('not-a-token'), 'accounts.me');
    for (const tokens of [first, second, third, fourth])
      secrets.push(tokens.accessToken, tokens.refreshToken ?? '');
    secrets.push(code, sent.code, `${code.slice(0, 4)} ${code.slice(4)}`, 'Ada Example', 'Ada Renamed');

    await until(() => lines('"procedure":"accounts.me"').length > 0, 'the last call was logged');
    for (const procedure of [
      'registrations.start',
      'registrations.verify',
      'signIns.redeemCode',
      'sessions.refresh',
    ])
      expect(lines(`"procedure":"${procedure}"`).length, procedure).toBeGreaterThan(0);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(7);
      expect(logged.output()).not.toContain(secret);
    }
  });

  it('keeps values out of what the database says, too, when a call fails in the middle', async () => {
    const address = newAddress();
    await server.database.query('alter table one_time_code rename to hidden');
    try {
      const failed = await ask(call(), 'registrations.start', { address, fullName: 'Ada Unlucky' });
      expect(failed).toMatchObject({ status: 500, outcome: 'INTERNAL' });
      expect(failed.text).not.toContain('one_time_code');
      const [line = ''] = await until(() => {
        const found = lines(failed.fault?.requestId ?? 'no request id');
        return found.length > 0 && found;
      }, 'the failure was logged');
      expect(line).toContain('one_time_code');
      expect(line).toContain('42P01');
      expect(line).not.toContain(address);
      expect(line).not.toContain('Ada Unlucky');
      expect(line).not.toMatch(/[0-9a-f]{64}/);
    } finally {
      await server.database.query('alter table hidden rename to one_time_code');
    }
  });

  it('keeps the values of a broken rule out of it', async () => {
    const address = newAddress();
    await server.database.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no % here', new.address; end $$;
       create trigger refuse before insert on one_time_code for each row execute function refuse()`,
    );
    try {
      const failed = await ask(call(), 'registrations.start', { address, fullName: 'Ada Unlucky' });
      expect(failed.outcome).toBe('INTERNAL');
      await until(
        () => lines(failed.fault?.requestId ?? 'no request id').length > 0,
        'the failure was logged',
      );
      expect(logged.output()).not.toContain(address);
    } finally {
      await server.database.query('drop trigger refuse on one_time_code; drop function refuse');
    }
  });
});

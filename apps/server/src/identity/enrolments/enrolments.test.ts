import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const caller = () => ({ url: server.url, headers: otherNetwork() });
const newLink = async () => new URL(await server.enrolmentUrl()).hash.slice(1);
const enrol = (enrolmentToken: string, address = newAddress()) =>
  signUp(server, { address, enrolmentToken, headers: otherNetwork() });
const start = (enrolmentToken: string, address = newAddress()) =>
  ask(caller(), 'registrations.start', { address, fullName: 'Ada', enrolmentToken });

describe('a one-time link', () => {
  it('ends with the first superuser, when another link made that one', async () => {
    const [forgotten, used] = [await newLink(), await newLink()];
    await enrol(used);
    expect((await start(forgotten)).outcome).toBe('ENROLMENT_INVALID');
    const [second, third] = [await newLink(), await newLink()];
    await enrol(second);
    expect((await start(third)).outcome).toBe('OK');
  });

  it('makes whoever registers by it a superuser, and leaves an audit entry', async () => {
    const { account, accessToken } = await enrol(await newLink());
    expect(account.role).toBe('superuser');
    expect((await ask({ ...caller(), token: accessToken }, 'accounts.me')).data.role).toBe('superuser');
    const entries = await server.database.query(
      `select action from audit_entry where subject_id = '${account.id}' order by action`,
    );
    expect(entries.map(({ action }) => action)).toEqual(['account.enrolled-superuser', 'account.registered']);
  });

  it('promotes an account that is there, whose living sessions are superuser’s at once', async () => {
    const member = await signUp(server, { headers: otherNetwork() });
    const token = member.accessToken;
    expect((await ask({ ...caller(), token }, 'accounts.me')).data.role).toBe('member');
    const { account } = await enrol(await newLink(), member.account.address);
    expect(account).toEqual({ ...member.account, role: 'superuser' });
    expect((await ask({ ...caller(), token }, 'accounts.me')).data.role).toBe('superuser');
  });

  it('A6 works once', async () => {
    const link = await newLink();
    await enrol(link);
    expect((await start(link)).outcome).toBe('ENROLMENT_INVALID');
  });

  it('A6 works for a day and no longer, also when the code was asked for in time', async () => {
    const link = await newLink();
    await passTime(server, 24 * HOUR_MS - 5 * MINUTE_MS);
    const address = newAddress();
    const started = await start(link, address);
    const code = await server.codeFor(address);
    await passTime(server, 6 * MINUTE_MS);
    expect((await start(link)).outcome).toBe('ENROLMENT_INVALID');
    const verified = await ask(caller(), 'registrations.verify', { ticket: started.data.ticket, code });
    expect(verified.outcome).toBe('ENROLMENT_INVALID');
    expect(await server.database.query(`select id from account where address = '${address}'`)).toEqual([]);
  });

  it('A11 used by eight at once makes one superuser', async () => {
    const link = await newLink();
    const codes = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const address = newAddress();
        const started = await start(link, address);
        return { ticket: started.data.ticket, code: await server.codeFor(address), address };
      }),
    );
    const answers = await Promise.all(
      codes.map(({ ticket, code }) => ask(caller(), 'registrations.verify', { ticket, code })),
    );
    expect(tally(answers)).toEqual({ OK: 1, ENROLMENT_INVALID: 7 });
    const addresses = codes.map(({ address }) => `'${address}'`).join(',');
    const made = await server.database.query(`select role from account where address in (${addresses})`);
    expect(made).toEqual([{ role: 'superuser' }]);
  });

  it('A6 cut short, lengthened or empty is none, and makes no account', async () => {
    const link = await newLink();
    for (const wrong of [link.slice(0, -1), `${link}A`, link.toUpperCase(), ''])
      expect((await start(wrong)).outcome).toBe('ENROLMENT_INVALID');
    expect((await enrol(link)).account.role).toBe('superuser');
  });

  it('A15 does nothing for an account without the mail of its address', async () => {
    const victim = await signUp(server, { headers: otherNetwork() });
    const started = await start(await newLink(), victim.account.address);
    const guessed = await ask(caller(), 'registrations.verify', {
      ticket: started.data.ticket,
      code: '00000000',
    });
    expect(guessed.outcome).toBe('CODE_WRONG');
    expect((await ask({ ...caller(), token: victim.accessToken }, 'accounts.me')).data.role).toBe('member');
  });

  it('is kept as a hash only', async () => {
    const link = await newLink();
    expect(JSON.stringify(await server.database.query('select * from enrolment'))).not.toContain(link);
  });
});

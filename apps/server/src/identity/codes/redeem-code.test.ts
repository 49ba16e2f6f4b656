import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { newAddress, requestSignIn, signUp, wrongCode } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

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

const pass = (milliseconds: number) => passTime(server, milliseconds, [other]);

const redeem = (given: { ticket: string; code: string }, at = server.url) =>
  ask({ url: at, headers: otherNetwork() }, 'signIns.redeemCode', given);

describe('a mailed code', () => {
  it('A6 signs in once, and never a second time', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const sent = await requestSignIn(server, account.address, otherNetwork());
    expect((await redeem(sent)).data.session?.account.id).toBe(account.id);
    expect((await redeem(sent)).outcome).toBe('CODE_WRONG');
  });

  it('A6 is worth nothing after its ten minutes', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const late = await requestSignIn(server, account.address, otherNetwork());
    await pass(10 * MINUTE_MS);
    expect((await redeem(late)).outcome).toBe('CODE_WRONG');
    const soon = await requestSignIn(server, account.address, otherNetwork());
    await pass(10 * MINUTE_MS - 30 * SECOND_MS);
    expect((await redeem(soon)).data.session?.account.id).toBe(account.id);
  });

  it('A6 is worth nothing for another purpose than it was made for', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const forSignIn = await requestSignIn(server, account.address, otherNetwork());
    const asRegistration = await ask(
      { url: server.url, headers: otherNetwork() },
      'registrations.verify',
      forSignIn,
    );
    expect(asRegistration.outcome).toBe('CODE_WRONG');

    const address = newAddress();
    const started = await ask({ url: server.url, headers: otherNetwork() }, 'registrations.start', {
      address,
      fullName: 'Ada',
    });
    const forRegistration = { ticket: started.data.ticket, code: await server.codeFor(address) };
    expect((await redeem(forRegistration)).outcome).toBe('CODE_WRONG');
    const verified = await ask(
      { url: server.url, headers: otherNetwork() },
      'registrations.verify',
      forRegistration,
    );
    expect(verified.data.session?.account.address).toBe(address);
  });

  it('A6 is worth nothing with the ticket of another attempt', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const first = await requestSignIn(server, account.address, otherNetwork());
    const second = await requestSignIn(server, account.address, otherNetwork());
    expect((await redeem({ ticket: second.ticket, code: first.code })).outcome).toBe('CODE_WRONG');
    expect((await redeem(second)).data.session?.account.id).toBe(account.id);
  });

  it('A6 is worth nothing once the account has another address', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const sent = await requestSignIn(server, account.address, otherNetwork());
    const moved = newAddress();
    await server.database.query(
      `update account set address = '${moved}', address_key = '${moved}' where id = '${account.id}'`,
    );
    expect((await redeem(sent)).outcome).toBe('CODE_WRONG');
  });

  it('A6 refuses tickets and codes that are cut short, and makes nothing of them', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const { ticket, code } = await requestSignIn(server, account.address, otherNetwork());
    for (const cut of [code.slice(0, 7), '', `${code}0`, code.slice(1)])
      expect((await redeem({ ticket, code: cut })).outcome).toBe('BAD_INPUT');
    for (const cut of [ticket.slice(0, -1), ticket.slice(0, 8), ''])
      expect((await redeem({ ticket: cut, code })).outcome).toBe('BAD_INPUT');
    expect((await redeem({ ticket, code: `${code.slice(0, 4)} ${code.slice(4)}` })).outcome).toBe('OK');
  });
});

describe('many at once, over two processes', () => {
  it.each([0, 1])('A11 one of twelve submissions of a code succeeds, after %i wrong tries', async (tries) => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const sent = await requestSignIn(server, account.address, otherNetwork());
    for (let wrong = 0; wrong < tries; wrong++)
      expect((await redeem({ ...sent, code: wrongCode(sent.code) })).outcome).toBe('CODE_WRONG');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => redeem(sent, index % 2 === 0 ? server.url : other.url)),
    );
    expect(tally(answers)).toEqual({ OK: 1, CODE_WRONG: 11 });
  });

  it('A12 no more than two of thirty guesses are compared, and then not even the right code', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const sent = await requestSignIn(server, account.address, otherNetwork());
    const wrong = { ...sent, code: wrongCode(sent.code) };
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, index) => redeem(wrong, index % 2 === 0 ? server.url : other.url)),
    );
    expect(tally(guesses)).toEqual({ CODE_WRONG: 2, CODE_WAIT: 28 });
    const kept = await server.database.query(
      `select tries from wrong_tries where key = 'sign-in ${account.address}'`,
    );
    expect(kept).toEqual([{ tries: 2 }]);
    expect((await redeem(sent)).outcome).toBe('CODE_WAIT');
    expect((await redeem(sent, other.url)).outcome).toBe('CODE_WAIT');
  });
});

describe('waiting after wrong tries', () => {
  it('is not begun by guessing at a code that has run out or been used: nobody is kept out by an old ticket', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const old = await requestSignIn(server, account.address, otherNetwork());
    await pass(10 * MINUTE_MS);
    const used = await requestSignIn(server, account.address, otherNetwork());
    expect((await redeem(used)).outcome).toBe('OK');
    const guesses = [];
    for (const sent of [old, old, old, used, used])
      guesses.push(await redeem({ ...sent, code: wrongCode(sent.code) }));
    expect(tally(guesses)).toEqual({ CODE_WRONG: 5 });
    const now = await requestSignIn(server, account.address, otherNetwork());
    expect((await redeem(now)).outcome).toBe('OK');
  });

  it('begins with the second, doubles with each further one, and no new code shortens it', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const guess = async () => {
      // What is asked for too often waits too; that is another promise than this one.
      await server.database.query(
        "update wrong_tries set tries = 0, wait_until = null where key like 'requests %'",
      );
      const sent = await requestSignIn(server, account.address, otherNetwork());
      return redeem({ ...sent, code: wrongCode(sent.code) });
    };
    expect((await guess()).fault).toMatchObject({ code: 'CODE_WRONG' });
    for (const seconds of [120, 240, 480, 960]) {
      expect((await guess()).fault).toMatchObject({ code: 'CODE_WRONG', retryAfterSeconds: seconds });
      const refused = await guess();
      expect(refused.outcome).toBe('CODE_WAIT');
      expect(refused.headers.get('retry-after')).toBe(String(refused.fault?.retryAfterSeconds));
      await pass(seconds * SECOND_MS - 20 * SECOND_MS);
      expect((await guess()).outcome).toBe('CODE_WAIT');
      await pass(10 * MINUTE_MS);
    }
  });

  it('ends with the right code, and counts from nothing again', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const first = await requestSignIn(server, account.address, otherNetwork());
    await redeem({ ...first, code: wrongCode(first.code) });
    expect((await redeem(first)).outcome).toBe('OK');
    const second = await requestSignIn(server, account.address, otherNetwork());
    const wrong = await redeem({ ...second, code: wrongCode(second.code) });
    expect(wrong.outcome).toBe('CODE_WRONG');
    expect(wrong.fault?.retryAfterSeconds).toBeUndefined();
    expect((await redeem(second)).outcome).toBe('OK');
  });
});

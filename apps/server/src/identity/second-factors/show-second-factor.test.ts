import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { givePassword, makePerson, type Person } from '../../testing/people.ts';
import { addTotp, mailedCode, nextTotpOf, ticketFor, totpOf } from '../../testing/second-factors.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { type Receiver, startReceiver } from '../../testing/start-receiver.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import type { FirstFactor, TicketPurpose } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import type { TypedFactorKind } from './second-factors.contract.ts';

const PASSWORD = 'correct horse battery staple';

let receiver: Receiver;
let server: TestServer;
let other: SpawnedServer;
beforeAll(async () => {
  receiver = await startReceiver();
  const settings = { ...BEHIND_PROXY, WEBHOOK_ALLOWED_HOSTS: receiver.host };
  server = await startTestServer(settings);
  other = await spawnBeside(server, settings);
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
  await receiver?.stop();
});

const place = () => ({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() });
const from = (url = server.url) => ({ url, headers: otherNetwork() });
const eachWay = (index: number) => (index % 2 === 0 ? server.url : other.url);

/** Somebody who can show a second factor of every kind but the password, which stands in for the mailbox alone. */
async function protectedPerson() {
  const person = await makePerson(place(), 'staff');
  const caller = { ...from(), token: person.token };
  await givePassword(place(), person.accountId, PASSWORD);
  const { secret, recoveryCodes } = await addTotp(server, person.token);
  await ask(caller, 'secondFactors.addMailCode');
  const before = receiver.calls.length;
  await ask(caller, 'secondFactors.setWebhook', { url: receiver.url });
  const sent = await receiver.received(before + 1);
  const code = sent.at(-1)?.body.code;
  expect((await ask(caller, 'secondFactors.confirmWebhook', { code })).outcome).toBe('OK');
  return { person, secret, recoveryCodes: recoveryCodes as string[], mails: 0 };
}

/** Somebody who has chosen nothing but the mailbox, so that the password is asked for after a mailed code. */
async function mailboxPerson() {
  const person = await makePerson(place());
  await givePassword(place(), person.accountId, PASSWORD);
  const added = await ask({ ...from(), token: person.token }, 'secondFactors.addMailCode');
  return { person, secret: '', recoveryCodes: added.data.recoveryCodes as string[], mails: 0 };
}

type Protected = Awaited<ReturnType<typeof protectedPerson>>;

const KINDS: TypedFactorKind[] = ['totp', 'mail-code', 'webhook-code', 'recovery-code', 'password'];
const personFor = (kind: TypedFactorKind) => (kind === 'password' ? mailboxPerson() : protectedPerson());
const firstFor = (kind: TypedFactorKind): FirstFactor => (kind === 'password' ? 'mail-code' : 'password');

async function ticketOf(
  { person }: { person: Person },
  kind: TypedFactorKind,
  purpose: TicketPurpose = 'sign-in',
) {
  return ticketFor(server, { accountId: person.accountId, firstFactor: firstFor(kind), purpose });
}

/** What its owner would type; codes are asked for and read where they arrive. */
async function rightCode(who: Protected, kind: TypedFactorKind, ticket: string): Promise<string> {
  if (kind === 'totp') return nextTotpOf(server, who.secret);
  if (kind === 'password') return PASSWORD;
  if (kind === 'recovery-code') return who.recoveryCodes.pop() as string;
  const before = receiver.calls.length;
  expect((await ask(from(), 'secondFactors.requestCode', { ticket, kind })).outcome).toBe('OK');
  if (kind === 'mail-code') return mailedCode(server, who.person.address, ++who.mails);
  return String((await receiver.received(before + 1)).at(-1)?.body.code);
}

const WRONG: Record<TypedFactorKind, string> = {
  totp: '12345',
  'mail-code': '1234567',
  'webhook-code': '1234567',
  'recovery-code': '00000-0000',
  password: 'another password altogether',
};

const redeem = (given: { ticket: string; kind: string; code: string }, url = server.url) =>
  ask(from(url), 'secondFactors.redeem', given);
const sessionsOf = async ({ person }: { person: Person }) =>
  server.database.query(
    `select factors from session where account_id = '${person.accountId}' and id <> '${person.sessionId}'`,
  );

describe.each(KINDS)('a second factor by %s', (kind) => {
  it('signs in, and says by what', async () => {
    const who = await personFor(kind);
    const ticket = await ticketOf(who, kind);
    const code = await rightCode(who, kind, ticket);
    const answer = await redeem({ ticket, kind, code });
    expect(answer.data.secondFactor).toBeNull();
    expect(answer.data.session?.account.id).toBe(who.person.accountId);
    expect(await sessionsOf(who)).toEqual([{ factors: [firstFor(kind), kind] }]);
  });

  it('A11 taken once: one of ten right submissions with one ticket, over two processes, gets a session', async () => {
    const who = await personFor(kind);
    const ticket = await ticketOf(who, kind);
    const code = await rightCode(who, kind, ticket);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => redeem({ ticket, kind, code }, eachWay(index))),
    );
    expect(tally(answers)).toEqual({ OK: 1, TICKET_INVALID: 9 });
    expect(await sessionsOf(who)).toHaveLength(1);
  });

  it('A12 no more than two of twenty guesses are compared, over two processes and as many tickets', async () => {
    const who = await personFor(kind);
    const tickets = await Promise.all(Array.from({ length: 20 }, () => ticketOf(who, kind)));
    const guesses = await Promise.all(
      tickets.map((ticket, index) => redeem({ ticket, kind, code: WRONG[kind] }, eachWay(index))),
    );
    expect(tally(guesses)).toEqual({ CODE_WRONG: 2, CODE_WAIT: 18 });
    expect(await sessionsOf(who)).toEqual([]);
  });

  it('A8 not even the right one ends the wait, with a new ticket or by another kind, until it is over', async () => {
    const who = await personFor(kind);
    const wrong = await ticketOf(who, kind);
    for (let tries = 0; tries < 2; tries++)
      expect((await redeem({ ticket: wrong, kind, code: WRONG[kind] })).outcome).toBe('CODE_WRONG');
    for (const next of [kind, 'recovery-code'] as const) {
      const ticket = await ticketOf(who, kind);
      const refused = await redeem({ ticket, kind: next, code: await rightCode(who, next, ticket) });
      expect(refused.outcome).toBe('CODE_WAIT');
    }
    await passTime(server, 2 * MINUTE_MS + SECOND_MS, [other]);
    const ticket = await ticketOf(who, kind);
    expect((await redeem({ ticket, kind, code: await rightCode(who, kind, ticket) })).outcome).toBe('OK');
  });

  it('A7 for a recovery lets that go on and gives no session; for a sign-in it is none of a recovery', async () => {
    const who = await personFor(kind);
    const recovery = await ticketOf(who, kind, 'recovery');
    const code = await rightCode(who, kind, recovery);
    expect((await redeem({ ticket: recovery, kind, code })).outcome).toBe('TICKET_INVALID');
    const completed = () =>
      server.database.query(
        `select 1 from sign_in_ticket where account_id = '${who.person.accountId}' and completed_at is not null`,
      );
    expect(await completed()).toEqual([]);
    const wrong = await ask(from(), 'secondFactors.redeemForRecovery', {
      ticket: recovery,
      kind,
      code: WRONG[kind],
    });
    expect(wrong.outcome).toBe('CODE_WRONG');
    expect(await completed()).toEqual([]);
    const shown = await ask(from(), 'secondFactors.redeemForRecovery', { ticket: recovery, kind, code });
    expect(shown.data).toEqual({ ticket: recovery });
    expect(await completed()).toHaveLength(1);
    expect(await sessionsOf(who)).toEqual([]);

    const again = await ask(from(), 'secondFactors.redeemForRecovery', { ticket: recovery, kind, code });
    expect(again.outcome).toBe('TICKET_INVALID');
    const ofSignIn = { ticket: await ticketOf(who, kind), kind, code };
    expect((await ask(from(), 'secondFactors.redeemForRecovery', ofSignIn)).outcome).toBe('TICKET_INVALID');
  });

  it('A6 is refused with a ticket that has run out, been used, or been cut short', async () => {
    const who = await personFor(kind);
    const ticket = await ticketOf(who, kind);
    const code = await rightCode(who, kind, ticket);
    for (const cut of [ticket.slice(0, -1), `${ticket}A`, ''])
      expect((await redeem({ ticket: cut, kind, code })).outcome).toBe('TICKET_INVALID');
    await passTime(server, 10 * MINUTE_MS, [other]);
    expect((await redeem({ ticket, kind, code })).outcome).toBe('TICKET_INVALID');
    expect(await sessionsOf(who)).toEqual([]);
  });
});

it('A11 one recovery code signs in once, whoever tries it with another ticket at the same time', async () => {
  const who = await protectedPerson();
  const code = who.recoveryCodes[0] as string;
  const tickets = await Promise.all(Array.from({ length: 8 }, () => ticketOf(who, 'recovery-code')));
  const answers = await Promise.all(
    tickets.map((ticket, index) => redeem({ ticket, kind: 'recovery-code', code }, eachWay(index))),
  );
  expect(tally(answers).OK).toBe(1);
  expect(await sessionsOf(who)).toHaveLength(1);
});

it('A17 one TOTP step signs in once, also with another ticket, in parallel and later', async () => {
  const who = await protectedPerson();
  const code = nextTotpOf(server, who.secret);
  const tickets = await Promise.all(Array.from({ length: 8 }, () => ticketOf(who, 'totp')));
  const answers = await Promise.all(
    tickets.map((ticket, index) => redeem({ ticket, kind: 'totp', code }, eachWay(index))),
  );
  expect(tally(answers).OK).toBe(1);
  await passTime(server, 2 * MINUTE_MS + SECOND_MS, [other]);
  const next = totpOf(server, who.secret);
  expect((await redeem({ ticket: await ticketOf(who, 'totp'), kind: 'totp', code: next })).outcome).toBe(
    'OK',
  );
  const before = totpOf(server, who.secret, -1);
  expect((await redeem({ ticket: await ticketOf(who, 'totp'), kind: 'totp', code: before })).outcome).toBe(
    'CODE_WRONG',
  );
});

it('A17 the step that confirmed the app signs nobody in', async () => {
  const person = await makePerson(place());
  const { code } = await addTotp(server, person.token);
  const ticket = await ticketFor(server, { accountId: person.accountId });
  expect((await redeem({ ticket, kind: 'totp', code })).outcome).toBe('CODE_WRONG');
});

it('A8 only what the ticket owes is taken, and no code is sent for anything else', async () => {
  const who = await mailboxPerson();
  const ticket = await ticketOf(who, 'password');
  expect((await redeem({ ticket, kind: 'mail-code', code: '12345678' })).outcome).toBe('FACTOR_NOT_OWED');
  expect((await redeem({ ticket, kind: 'totp', code: '123456' })).outcome).toBe('FACTOR_NOT_OWED');
  for (const kind of ['mail-code', 'webhook-code'])
    expect((await ask(from(), 'secondFactors.requestCode', { ticket, kind })).outcome).toBe(
      'FACTOR_NOT_OWED',
    );
  const afterPassword = await ticketFor(server, { accountId: who.person.accountId, firstFactor: 'password' });
  const same = { ticket: afterPassword, kind: 'password', code: PASSWORD };
  expect((await redeem(same)).outcome).toBe('FACTOR_NOT_OWED');
});

it('A6 a code is worth nothing for another kind, another ticket, after a newer one, or at another address', async () => {
  const who = await protectedPerson();
  const [first, second] = [await ticketOf(who, 'mail-code'), await ticketOf(who, 'mail-code')];
  const old = await rightCode(who, 'mail-code', first);
  const code = await rightCode(who, 'mail-code', first);
  expect((await redeem({ ticket: first, kind: 'webhook-code', code })).outcome).toBe('CODE_WRONG');
  expect((await redeem({ ticket: second, kind: 'mail-code', code })).outcome).toBe('CODE_WRONG');
  await passTime(server, 2 * MINUTE_MS + SECOND_MS, [other]);
  expect((await redeem({ ticket: first, kind: 'mail-code', code: old })).outcome).toBe('CODE_WRONG');
  await passTime(server, 4 * MINUTE_MS + SECOND_MS, [other]);
  expect((await redeem({ ticket: first, kind: 'mail-code', code })).outcome).toBe('OK');

  const moved = await ticketOf(who, 'mail-code');
  const late = await rightCode(who, 'mail-code', moved);
  const address = `moved-${who.person.accountId}@example.org`;
  await server.database.query(
    `update account set address = '${address}', address_key = '${address}' where id = '${who.person.accountId}'`,
  );
  expect((await redeem({ ticket: moved, kind: 'mail-code', code: late })).outcome).toBe('CODE_WRONG');
});

it('tells the owner when a recovery code was used, and that code is gone', async () => {
  const who = await protectedPerson();
  const ticket = await ticketOf(who, 'recovery-code');
  const code = (who.recoveryCodes[0] as string).toUpperCase().replace('-', ' ').replaceAll('0', 'O');
  const { session } = (await redeem({ ticket, kind: 'recovery-code', code })).data;
  const list = await ask({ ...from(), token: session?.accessToken }, 'secondFactors.list');
  expect(list.data.recoveryCodesLeft).toBe(9);
  const told = await server.database.query(
    `select action from audit_entry where subject_id = '${who.person.accountId}' and action = 'security.recovery-code-used'`,
  );
  expect(told).toHaveLength(1);
});

it('a disabled account shows no second factor', async () => {
  const who = await mailboxPerson();
  const ticket = await ticketOf(who, 'password');
  await server.database.query(`update account set disabled_at = now() where id = '${who.person.accountId}'`);
  expect((await redeem({ ticket, kind: 'password', code: PASSWORD })).outcome).toBe('ACCOUNT_DISABLED');
});

it('fills nobody’s mailbox: after ten codes in ten minutes there are no more, whatever the tickets', async () => {
  const who = await mailboxPerson();
  // Each is redeemed, so that it is not the wait after requests that stops them.
  for (let sent = 0; sent < 10; sent++) {
    const ticket = await ticketOf(who, 'mail-code');
    const code = await rightCode(who, 'mail-code', ticket);
    expect((await redeem({ ticket, kind: 'mail-code', code })).outcome).toBe('OK');
  }
  const ticket = await ticketOf(who, 'mail-code');
  const eleventh = await ask(from(), 'secondFactors.requestCode', { ticket, kind: 'mail-code' });
  expect(eleventh.outcome).toBe('TOO_MANY_REQUESTS');
});

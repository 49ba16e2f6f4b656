import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask, tally } from '../../testing/ask.ts';
import type { Deviation, TestPasskey } from '../../testing/authenticator.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { answer, asNobody, type PasskeyOwner, personAt, personWithPasskey } from '../../testing/passkeys.ts';
import { requestSignIn } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const choose = (accountId: string, kind: 'totp' | 'passkey') =>
  server.database.query(
    `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
     values ('${newId()}', '${accountId}', '${kind}', now(), now())`,
  );

/** Somebody with a passkey whose notice has come: the next mail is the one with the code. */
async function toldOwner(): Promise<PasskeyOwner> {
  const owner = await personWithPasskey(server);
  await until(async () => (await server.mailsTo(owner.address)).length === 1, 'the owner was told');
  return owner;
}

/** What is owed by somebody after the code from their mail. */
async function passFirstFactor(person: { address: string }) {
  const sent = await requestSignIn(server, person.address, otherNetwork());
  const { data } = await ask(asNobody(server), 'signIns.redeemCode', sent);
  expect(data.session).toBeNull();
  if (data.secondFactor === null) throw new Error('nothing is owed');
  return data.secondFactor;
}

async function ownerOwing(): Promise<{ owner: PasskeyOwner; ticket: string }> {
  const owner = await toldOwner();
  await choose(owner.accountId, 'passkey');
  return { owner, ticket: (await passFirstFactor(owner)).ticket };
}

const start = (ticket: string) => ask(asNobody(server), 'passkeys.startSecondFactor', { ticket });

const purposeBecomes = (owner: PasskeyOwner, purpose: string) =>
  server.database.query(
    `update sign_in_ticket set purpose = '${purpose}' where account_id = '${owner.accountId}'`,
  );

type Begun = Awaited<ReturnType<typeof start>>['data'];

function redeem(ticket: string, ...[begun, passkey, deviation]: [Begun, TestPasskey, Deviation?]) {
  const response = passkey.get(begun.options, deviation);
  return ask(asNobody(server), 'passkeys.redeemSecondFactor', {
    ticket,
    ceremonyId: begun.ceremonyId,
    response,
  });
}

describe('a passkey as the second factor', () => {
  it('A3 turns a ticket into a session, which knows both factors', async () => {
    const { owner, ticket } = await ownerOwing();
    const begun = (await start(ticket)).data;
    expect(begun.options.allowCredentials.map(({ id }) => id)).toEqual([owner.passkey.credentialId]);
    const { data } = await redeem(ticket, begun, owner.passkey);
    expect(data).toMatchObject({ secondFactor: null, session: { account: { id: owner.accountId } } });
    const [session] = await server.database.query(
      `select factors from session where id = '${data.session?.sessionId}'`,
    );
    expect(session).toEqual({ factors: ['mail-code', 'passkey'] });
  });

  it('stands in for another factor that was chosen, when the account has one', async () => {
    const owner = await toldOwner();
    await choose(owner.accountId, 'totp');
    const { ticket, factors } = await passFirstFactor(owner);
    expect(factors).toEqual(['passkey', 'totp']);
    const begun = (await start(ticket)).data;
    expect((await redeem(ticket, begun, owner.passkey)).outcome).toBe('OK');
  });

  it('is not offered to an account that has none', async () => {
    const person = await personAt(server);
    await choose(person.accountId, 'totp');
    const { ticket } = await passFirstFactor(person);
    expect((await start(ticket)).outcome).toBe('PASSKEY_NOT_OFFERED');
  });

  it('A11 is taken once: the ticket is used up, by however many at once', async () => {
    const { owner, ticket } = await ownerOwing();
    const begun = await Promise.all(Array.from({ length: 6 }, async () => (await start(ticket)).data));
    const answers = await Promise.all(begun.map((one) => redeem(ticket, one, owner.passkey)));
    expect(tally(answers)).toEqual({ OK: 1, TICKET_INVALID: 5 });
    expect((await start(ticket)).outcome).toBe('TICKET_INVALID');
  });

  it('A19 of somebody else is refused, and the ticket lives on', async () => {
    const { owner, ticket } = await ownerOwing();
    const stranger = await personWithPasskey(server);
    const refused = await redeem(ticket, (await start(ticket)).data, stranger.passkey);
    expect(refused.outcome).toBe('PASSKEY_REFUSED');
    const unverified = await redeem(ticket, (await start(ticket)).data, owner.passkey, { isVerified: false });
    expect(unverified.outcome).toBe('PASSKEY_REFUSED');
    expect((await redeem(ticket, (await start(ticket)).data, owner.passkey)).outcome).toBe('OK');
  });

  it('A19 answers the challenge of its own ticket alone', async () => {
    const { owner, ticket } = await ownerOwing();
    const another = await passFirstFactor(owner);
    const begun = (await start(ticket)).data;
    expect((await redeem(another.ticket, begun, owner.passkey)).outcome).toBe('CEREMONY_OVER');
    expect((await answer(server, begun, owner.passkey)).outcome).toBe('CEREMONY_OVER');
    const forSignIn = (await ask(asNobody(server), 'signIns.startPasskey')).data;
    expect((await redeem(ticket, forSignIn, owner.passkey)).outcome).toBe('CEREMONY_OVER');
    expect((await redeem(ticket, begun, owner.passkey)).outcome).toBe('OK');
  });

  it('A3 wants a ticket that is one: not invented, cut short, for another purpose, or ten minutes old', async () => {
    const { ticket } = await ownerOwing();
    for (const wrong of ['x', ticket.slice(0, -1), `${ticket}x`])
      expect((await start(wrong)).outcome).toBe('TICKET_INVALID');
    const confirming = await ownerOwing();
    await purposeBecomes(confirming.owner, 'reauthentication');
    expect((await start(confirming.ticket)).outcome).toBe('TICKET_INVALID');
    // A recovery may begin with a passkey as well, but it ends in no session here.
    const recovering = await ownerOwing();
    await purposeBecomes(recovering.owner, 'recovery');
    const begun = (await start(recovering.ticket)).data;
    const shown = await redeem(recovering.ticket, begun, recovering.owner.passkey);
    expect(shown.outcome).toBe('TICKET_INVALID');
    await passTime(server, 10 * MINUTE_MS);
    expect((await start(ticket)).outcome).toBe('TICKET_INVALID');
  });
});

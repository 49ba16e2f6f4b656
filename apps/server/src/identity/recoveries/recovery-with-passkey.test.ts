import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY } from '../../testing/other-network.ts';
import { asNobody, asPerson, type PasskeyOwner, personWithPasskey } from '../../testing/passkeys.ts';
import { givePassword } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { PASSWORD, signInWithPassword } from '../../testing/with-password.ts';

const NEXT = 'another harbour, eight lanterns';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

/** Somebody with a password, of whom every other way in asks for their passkey as well. */
async function protectedOwner(): Promise<PasskeyOwner> {
  const owner = await personWithPasskey(server);
  await givePassword({ databaseUrl: server.database.url }, owner.accountId, PASSWORD);
  const added = await ask(asPerson(server, owner), 'secondFactors.addPasskey');
  expect(added.outcome).toBe('OK');
  return owner;
}

/** The ticket that the code from the mail gives. */
async function recover({ address }: PasskeyOwner) {
  const codes = (await server.codesTo(address)).length;
  const { ticket } = (await ask(asNobody(server), 'recoveries.start', { address })).data;
  const code = await server.codeFor(address, codes + 1);
  return (await ask(asNobody(server), 'recoveries.redeem', { ticket, code })).data;
}

async function show(ticket: string, { passkey }: PasskeyOwner) {
  const begun = (await ask(asNobody(server), 'passkeys.startSecondFactor', { ticket })).data;
  const { ceremonyId, options } = begun;
  return ask(asNobody(server), 'passkeys.redeemForRecovery', {
    ticket,
    ceremonyId,
    response: passkey.get(options),
  });
}

it('A7 a recovery ends in a new password once the passkey was shown, and not before', async () => {
  const owner = await protectedOwner();
  const { ticket, secondFactor } = await recover(owner);
  expect(secondFactor?.factors).toContain('passkey');
  const finish = () => ask(asNobody(server), 'recoveries.finish', { ticket, password: NEXT });
  expect((await finish()).outcome).toBe('SECOND_FACTOR_REQUIRED');

  const stranger = await personWithPasskey(server);
  expect((await show(ticket, stranger)).outcome).toBe('PASSKEY_REFUSED');
  expect((await finish()).outcome).toBe('SECOND_FACTOR_REQUIRED');
  expect((await signInWithPassword(server, owner.address, NEXT)).outcome).toBe('CREDENTIALS_WRONG');

  const shown = await show(ticket, owner);
  expect(shown.data).toEqual({ ticket });
  expect(shown.headers.get('set-cookie')).toBeNull();
  const { session } = (await finish()).data;
  expect(session.account.id).toBe(owner.accountId);
  expect((await ask(asPerson(server, owner), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
  expect((await finish()).outcome).toBe('TICKET_INVALID');
  const entered = (await signInWithPassword(server, owner.address, NEXT)).data;
  expect(entered.secondFactor?.factors).toContain('passkey');
});

it('A7 the passkey of one recovery completes no other', async () => {
  const owner = await protectedOwner();
  const [first, second] = [await recover(owner), await recover(owner)];
  const begun = await ask(asNobody(server), 'passkeys.startSecondFactor', { ticket: first.ticket });
  const { ceremonyId, options } = begun.data;
  const crossed = await ask(asNobody(server), 'passkeys.redeemForRecovery', {
    ticket: second.ticket,
    ceremonyId,
    response: owner.passkey.get(options),
  });
  expect(crossed.outcome).toBe('CEREMONY_OVER');
  const finished = await ask(asNobody(server), 'recoveries.finish', { ticket: second.ticket });
  expect(finished.outcome).toBe('SECOND_FACTOR_REQUIRED');
});

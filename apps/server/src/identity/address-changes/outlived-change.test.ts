import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import {
  changeAddress,
  confirmChange,
  proofOfChange,
  startChange,
  undoChange,
} from '../../testing/change-address.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { requestSignIn, signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const as = (token?: string) => ({ url: server.url, token, headers: otherNetwork() });
const addressOf = async (accountId: string) =>
  (await server.database.query(`select address from account where id = '${accountId}'`))[0]?.address;

/** Somebody, and a stranger in their account who has begun to move it to a mailbox of their own. */
async function beingMoved() {
  const owner = await signUp(server, { headers: otherNetwork() });
  const stranger = await signIn(server, owner.account.address, otherNetwork());
  const proof = await proofOfChange(server, stranger);
  return { owner, stranger, proof };
}

async function recover(address: string): Promise<void> {
  const codes = (await server.codesTo(address)).length;
  const { ticket } = (await ask(as(), 'recoveries.start', { address })).data;
  const code = await server.codeFor(address, codes + 1);
  const step = (await ask(as(), 'recoveries.redeem', { ticket, code })).data;
  expect((await ask(as(), 'recoveries.finish', { ticket: step.ticket })).outcome).toBe('OK');
}

describe('a change of the address that a stranger has begun', () => {
  it('A6 ends when the account is recovered', async () => {
    const { owner, proof } = await beingMoved();
    await recover(owner.account.address);
    expect((await confirmChange(server, proof)).outcome).toBe('CODE_WRONG');
    expect(await addressOf(owner.account.id)).toBe(owner.account.address);
  });

  it('A6 ends with the session that began it, however that ends', async () => {
    const ended = await beingMoved();
    await ask(as(ended.owner.accessToken), 'sessions.endOthers');
    expect((await confirmChange(server, ended.proof)).outcome).toBe('CODE_WRONG');
    const locked = await beingMoved();
    const password = 'quiet harbour, seven lanterns';
    await ask(as(locked.owner.accessToken), 'passwords.set', { password });
    expect((await confirmChange(server, locked.proof)).outcome).toBe('CODE_WRONG');
    expect(await addressOf(locked.owner.account.id)).toBe(locked.owner.account.address);
  });
});

it('A6 a recovery ends codes that a stranger has read before it', async () => {
  const owner = await signUp(server, { headers: otherNetwork() });
  const read = await requestSignIn(server, owner.account.address, otherNetwork());
  await recover(owner.account.address);
  expect((await ask(as(), 'signIns.redeemCode', read)).outcome).toBe('CODE_WRONG');
});

describe('an address that the account has come back to by itself', () => {
  it('A6 cannot be taken away by a link that outlives the one of its owner', async () => {
    const owner = await signUp(server, { headers: otherNetwork() });
    const stranger = await signIn(server, owner.account.address, otherNetwork());
    const { address: theirs } = await changeAddress(server, stranger, owner.account.address);
    await passTime(server, MINUTE_MS);
    const address = owner.account.address;
    const codes = (await server.codesTo(address)).length;
    const { ticket } = (await startChange(server, stranger.accessToken, address)).data;
    const code = await server.codeFor(address, codes + 1);
    expect((await confirmChange(server, { ticket, code })).data).toEqual({ address });
    const told = await until(
      async () => (await server.mailsTo(theirs)).find(({ subject }) => !/Confirm/.test(subject)),
      'the address in between was told',
    );
    await recover(owner.account.address);
    // The first link is over, and one that was mailed a minute after it would not be.
    await passTime(server, 72 * HOUR_MS - 30 * SECOND_MS);
    const outlived = /\/undo-address\?token=([\w-]+)/.exec(told.text)?.[1] ?? '';
    expect((await undoChange(server, outlived)).outcome).toBe('UNDO_LINK_INVALID');
    expect(await addressOf(owner.account.id)).toBe(owner.account.address);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { ask, tally } from '../../testing/ask.ts';
import { changeAddress, confirmChange, proofOfChange, undoChange } from '../../testing/change-address.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

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

const person = () => signUp(server, { headers: otherNetwork() });
const addressOf = async (accountId: string) =>
  (await server.database.query(`select address from account where id = '${accountId}'`))[0]?.address;
const isSignedIn = async (token: string, url = server.url) =>
  (await ask({ url, token, headers: otherNetwork() }, 'accounts.me')).outcome === 'OK';
const actionsOn = async (accountId: string) =>
  (
    await server.database.query(
      `select action from audit_entry where subject_id = '${accountId}' and action like '%address%' order by at, id`,
    )
  ).map(({ action }) => action);

describe('the link in the mail to the old address', () => {
  it('puts the old address back, signs every device out, and tells the new address', async () => {
    const ada = await person();
    const elsewhere = await signIn(server, ada.account.address, otherNetwork());
    const { address, undoToken } = await changeAddress(server, ada, ada.account.address);
    expect((await undoChange(server, undoToken)).data).toEqual({ address: ada.account.address });
    expect(await addressOf(ada.account.id)).toBe(ada.account.address);
    for (const { accessToken } of [ada, elsewhere]) {
      expect(await isSignedIn(accessToken)).toBe(false);
      await until(async () => !(await isSignedIn(accessToken, other.url)), 'the other process heard of it');
    }
    await until(
      async () => (await server.mailsTo(address)).some(({ subject }) => /was undone/.test(subject)),
      'the new address was told',
    );
    expect(await actionsOn(ada.account.id)).toEqual([
      'account.address-changed',
      'account.address-change-undone',
    ]);
    expect((await signIn(server, ada.account.address, otherNetwork())).account.id).toBe(ada.account.id);
  });

  it('answers the same when it is used again, and does nothing', async () => {
    const ada = await person();
    const { undoToken } = await changeAddress(server, ada, ada.account.address);
    const first = await undoChange(server, undoToken);
    const again = await signIn(server, ada.account.address, otherNetwork());
    expect((await undoChange(server, undoToken)).data).toEqual(first.data);
    expect(await isSignedIn(again.accessToken)).toBe(true);
    expect(await actionsOn(ada.account.id)).toHaveLength(2);
  });

  it('A11 undoes once, however many use it at the same moment', async () => {
    const ada = await person();
    const { undoToken } = await changeAddress(server, ada, ada.account.address);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => undoChange(index % 2 === 0 ? server : other, undoToken)),
    );
    expect(tally(answers)).toEqual({ OK: 8 });
    expect(await actionsOn(ada.account.id)).toHaveLength(2);
  });

  it('A6 works for 72 hours, whole, and for nothing else', async () => {
    const [ada, bob] = [await person(), await person()];
    const late = await changeAddress(server, ada, ada.account.address);
    await passTime(server, 72 * HOUR_MS - 5 * MINUTE_MS, [other]);
    const soon = await signIn(server, bob.account.address, otherNetwork());
    const inTime = await changeAddress(server, soon, bob.account.address);
    await passTime(server, 5 * MINUTE_MS, [other]);
    expect((await undoChange(server, late.undoToken)).outcome).toBe('UNDO_LINK_INVALID');
    expect(await addressOf(ada.account.id)).toBe(late.address);
    for (const cut of [inTime.undoToken.slice(0, -1), inTime.undoToken.slice(0, 10), ''])
      expect((await undoChange(server, cut)).outcome).toBe('UNDO_LINK_INVALID');
    await server.database.query("update security_link set purpose = 'not-me' where used_at is null");
    expect((await undoChange(server, inTime.undoToken)).outcome).toBe('UNDO_LINK_INVALID');
    await server.database.query("update security_link set purpose = 'undo-address-change'");
    expect((await undoChange(server, inTime.undoToken)).outcome).toBe('OK');
  });

  it('puts back what it says, however often the address was changed since, and ends the links of later changes', async () => {
    const ada = await person();
    const first = await changeAddress(server, ada, ada.account.address);
    const second = await changeAddress(server, ada, first.address);
    const third = await changeAddress(server, ada, second.address);
    expect((await undoChange(server, second.undoToken)).data).toEqual({ address: first.address });
    // Whoever reads the mailbox of the second change must not get the account back by it.
    expect((await undoChange(server, third.undoToken)).outcome).toBe('UNDO_LINK_INVALID');
    expect(await addressOf(ada.account.id)).toBe(first.address);
    expect((await undoChange(server, first.undoToken)).data).toEqual({ address: ada.account.address });
    expect((await undoChange(server, second.undoToken)).outcome).toBe('UNDO_LINK_INVALID');
  });

  it('A6 ends changes that are under way', async () => {
    const ada = await person();
    const pending = await proofOfChange(server, ada);
    const { undoToken } = await changeAddress(server, ada, ada.account.address);
    const begunSince = await proofOfChange(server, ada);
    await undoChange(server, undoToken);
    for (const proof of [pending, begunSince])
      expect((await confirmChange(server, proof)).outcome).toBe('CODE_WRONG');
    expect(await addressOf(ada.account.id)).toBe(ada.account.address);
  });

  it('A11 leaves nobody in who finishes a recovery at the other address in the same moment, on another process', async () => {
    const asNobody = () => ({ url: other.url, headers: otherNetwork() });
    for (let round = 0; round < 3; round++) {
      const ada = await person();
      const { address, undoToken } = await changeAddress(server, ada, ada.account.address);
      const before = (await server.codesTo(address)).length;
      const sent = (await ask(asNobody(), 'recoveries.start', { address })).data;
      const code = await server.codeFor(address, before + 1);
      const { ticket } = (await ask(asNobody(), 'recoveries.redeem', { ticket: sent.ticket, code })).data;
      const [undone, finished] = await Promise.all([
        undoChange(server, undoToken),
        ask(asNobody(), 'recoveries.finish', { ticket, password: 'seventeen green teapots' }),
      ]);
      expect(undone.data).toEqual({ address: ada.account.address });
      expect(['OK', 'TICKET_INVALID']).toContain(finished.outcome);
      const open = `select 1 from session where account_id = '${ada.account.id}' and ended_at is null`;
      expect(await server.database.query(open)).toEqual([]);
    }
  });

  it('refuses clearly when somebody else has registered the old address since, and notes it', async () => {
    const ada = await person();
    const { address, undoToken } = await changeAddress(server, ada, ada.account.address);
    const successor = await signUp(server, { address: ada.account.address, headers: otherNetwork() });
    expect(successor.account.id).not.toBe(ada.account.id);
    expect(await undoChange(server, undoToken)).toMatchObject({ status: 409, outcome: 'ADDRESS_TAKEN' });
    expect(await addressOf(ada.account.id)).toBe(address);
    expect(await isSignedIn(ada.accessToken)).toBe(true);
    expect(await actionsOn(ada.account.id)).toEqual([
      'account.address-changed',
      'account.address-undo-refused',
    ]);
  });
});

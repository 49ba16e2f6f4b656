import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask, tally } from '../../testing/ask.ts';
import { confirmChange, proofOfChange, startChange } from '../../testing/change-address.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { newAddress, requestSignIn, signIn, signUp, wrongCode } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { watchTransactions } from '../../testing/watch-transactions.ts';
import { signAccessToken } from '../sessions/access-token.ts';

const watched = watchTransactions();
let server: TestServer;
let other: SpawnedServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  other = await spawnBeside(server, BEHIND_PROXY);
});
afterAll(async () => {
  watched.stop();
  await other?.stop();
  await server?.stop();
});

const person = () => signUp(server, { headers: otherNetwork() });
const addressOf = async (accountId: string) =>
  (await server.database.query(`select address, address_key from account where id = '${accountId}'`))[0];
const redeemSignIn = (proof: { ticket: string; code: string }) =>
  ask({ url: server.url, headers: otherNetwork() }, 'signIns.redeemCode', proof);
const mailTo = (address: string, kind: RegExp) =>
  until(
    async () => (await server.mailsTo(address)).find(({ subject }) => kind.test(subject)),
    `${address} got ${kind}`,
  );

describe('a change of the address', () => {
  it('happens once the code from the new mailbox is redeemed, not before, and is seen by every process', async () => {
    const ada = await person();
    const { address, ...proof } = await proofOfChange(server, ada);
    expect(await addressOf(ada.account.id)).toMatchObject({ address: ada.account.address });
    expect((await confirmChange(server, proof)).data).toEqual({ address });
    expect(await addressOf(ada.account.id)).toEqual({ address, address_key: address });
    const me = (url: string) => ask({ url, token: ada.accessToken }, 'accounts.me');
    expect((await me(server.url)).data.address).toBe(address);
    await until(async () => (await me(other.url)).data.address === address, 'the other process heard of it');
    expect((await signIn(server, address, otherNetwork())).account.id).toBe(ada.account.id);
  });

  it('mails a code and a link that holds it to the new address, and tells the old one without naming the new', async () => {
    const ada = await person();
    const { address, ...proof } = await proofOfChange(server, ada);
    const mail = await mailTo(address, /Confirm your new address/);
    expect(mail.text).toContain(
      `${server.url}/confirm-address?ticket=${proof.ticket}&code=${proof.code}&lang=en`,
    );
    await confirmChange(server, proof);
    const told = await mailTo(ada.account.address, /was changed/);
    expect(told.text).toMatch(/\/undo-address\?token=[\w-]{43}&lang=en/);
    expect(told.text + told.html).not.toContain(address);
  });

  it('is noted in the audit trail', async () => {
    const ada = await person();
    const { address, ...proof } = await proofOfChange(server, ada);
    await confirmChange(server, proof);
    expect(
      await server.database.query(
        `select action, details from audit_entry where subject_id = '${ada.account.id}' and action like '%address%'`,
      ),
    ).toEqual([{ action: 'account.address-changed', details: { from: ada.account.address, to: address } }]);
  });

  it('to another spelling of one’s own address is none of somebody else’s', async () => {
    const ada = await person();
    const spelling = ada.account.address.replace('person', 'Person');
    const { address, ...proof } = await proofOfChange(server, ada, spelling);
    expect((await confirmChange(server, proof)).data).toEqual({ address });
    expect(await addressOf(ada.account.id)).toEqual({ address: spelling, address_key: ada.account.address });
    expect((await startChange(server, ada.accessToken, spelling)).outcome).toBe('ADDRESS_UNCHANGED');
  });

  it('refuses what is no address, and whoever is not signed in', async () => {
    const ada = await person();
    expect((await startChange(server, ada.accessToken, 'nobody')).outcome).toBe('BAD_INPUT');
    expect((await startChange(server, '', newAddress())).outcome).toBe('SIGN_IN_REQUIRED');
  });
});

describe('who may change an address', () => {
  it('A5 not a session whose authentication is old', async () => {
    const ada = await person();
    await passTime(server, 11 * MINUTE_MS, [other]);
    const held = { accountId: ada.account.id, sessionId: ada.sessionId };
    const now = server.clock.now();
    const { token } = await signAccessToken(server.config, { ...held, renewedAt: now }, now);
    expect((await startChange(server, token, newAddress())).outcome).toBe('REAUTHENTICATION_REQUIRED');
  });

  it('A5 not a session without the passkey that the account has', async () => {
    const [ada, passkeyId] = [await person(), newId()];
    await server.database.query(
      `insert into passkey (id, account_id, credential_id, public_key, transports, aaguid, name, is_backup_eligible, is_backed_up, created_at)
       values ('${passkeyId}', '${ada.account.id}', '${newId()}', 'x', '[]', '', 'key', false, false, now())`,
    );
    expect(await startChange(server, ada.accessToken, newAddress())).toMatchObject({
      status: 403,
      outcome: 'PASSKEY_REQUIRED',
    });
    await server.database.query(
      `update session set factors = '["passkey"]', passkey_id = '${passkeyId}' where id = '${ada.sessionId}'`,
    );
    expect((await startChange(server, ada.accessToken, newAddress())).outcome).toBe('OK');
  });

  it('A2 only of the account that asked: ids beside the code are nothing', async () => {
    const [ada, mallory] = [await person(), await person()];
    const { address, ...proof } = await proofOfChange(server, mallory);
    await ask(
      { url: server.url, token: ada.accessToken, headers: otherNetwork() },
      'addressChanges.confirm',
      {
        ...proof,
        accountId: ada.account.id,
      },
    );
    expect(await addressOf(ada.account.id)).toMatchObject({ address: ada.account.address });
    expect(await addressOf(mallory.account.id)).toMatchObject({ address });
  });
});

describe('an address that somebody has', () => {
  it('A18 is not told apart by body, status or work, and its owner alone learns of it', async () => {
    const [ada, owner] = [await person(), await person()];
    for (const address of [newAddress(), owner.account.address])
      await startChange(server, ada.accessToken, address);
    const asked: Awaited<ReturnType<typeof startChange>>[] = [];
    const workFor = (address: string) =>
      watched.during(
        async () => asked.push(await startChange(server, ada.accessToken, address)),
        /into "one_time_code"/,
      );
    const free = newAddress();
    const [forKnown, forFree] = [await workFor(owner.account.address), await workFor(free)];
    expect(forKnown).toHaveLength(1);
    expect(forKnown).toEqual(forFree);
    const [known, unknown] = asked.map(({ status, headers, text }) => ({
      status,
      headers: [...headers.keys()].sort(),
      text: text.replaceAll(/[0-9a-f-]{36}/g, 'id').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time'),
    }));
    expect(known?.status).toBe(200);
    expect(known).toEqual(unknown);
    const toOwner = await mailTo(owner.account.address, /given for another account/);
    expect(toOwner.text).not.toMatch(/confirm-address|\b\d{8}\b/);
    expect((await mailTo(free, /./)).subject).toBe('Confirm your new address');
  });

  it('A18 is refused for a guessed code like any other', async () => {
    const [ada, owner] = [await person(), await person()];
    const guess = async (address: string) => {
      const { ticket } = (await startChange(server, ada.accessToken, address)).data;
      const { fault, status } = await confirmChange(server, { ticket, code: '00000000' });
      return { status, fault: { ...fault, requestId: '' } };
    };
    expect(await guess(owner.account.address)).toEqual(await guess(newAddress()));
  });

  it('is refused clearly when it was taken after the code was mailed', async () => {
    const ada = await person();
    const { address, ...proof } = await proofOfChange(server, ada);
    await signUp(server, { address, headers: otherNetwork() });
    expect(await confirmChange(server, proof)).toMatchObject({ status: 409, outcome: 'ADDRESS_TAKEN' });
    expect(await addressOf(ada.account.id)).toMatchObject({ address: ada.account.address });
    expect((await confirmChange(server, proof)).outcome).toBe('CODE_WRONG');
  });

  it('A11 goes to one of six who confirm it at the same moment', async () => {
    const address = newAddress();
    const proofs = [];
    for (let count = 0; count < 6; count++) {
      const someone = await person();
      // Six people ask for one address: what they wait for is not what this is about.
      await server.database.query("delete from wrong_tries where key like 'requests %'");
      await server.database.query("update rate_limit set taken_at = '{}', taken = '{}'");
      proofs.push(await proofOfChange(server, someone, address));
    }
    const answers = await Promise.all(
      proofs.map((proof, index) => confirmChange(index % 2 === 0 ? server : other, proof)),
    );
    expect(tally(answers)).toEqual({ OK: 1, ADDRESS_TAKEN: 5 });
    expect(await server.database.query(`select id from account where address = '${address}'`)).toHaveLength(
      1,
    );
  });
});

describe('the code of a change', () => {
  it('A6 works once, for ten minutes, and only for this', async () => {
    const ada = await person();
    const used = await proofOfChange(server, ada);
    expect((await redeemSignIn(used)).outcome).toBe('CODE_WRONG');
    expect((await confirmChange(server, used)).outcome).toBe('OK');
    expect((await confirmChange(server, used)).outcome).toBe('CODE_WRONG');
    const late = await proofOfChange(server, ada);
    await passTime(server, 10 * MINUTE_MS, [other]);
    expect((await confirmChange(server, late)).outcome).toBe('CODE_WRONG');
  });

  it('A6 is worth nothing once another code has changed the address', async () => {
    const ada = await person();
    const [one, two] = [await proofOfChange(server, ada), await proofOfChange(server, ada)];
    expect((await confirmChange(server, two)).outcome).toBe('OK');
    expect((await confirmChange(server, one)).outcome).toBe('CODE_WRONG');
    expect(await addressOf(ada.account.id)).toMatchObject({ address: two.address });
  });

  it('A6 ends what was mailed to the old address', async () => {
    const ada = await person();
    const sent = await requestSignIn(server, ada.account.address, otherNetwork());
    const { address, ...proof } = await proofOfChange(server, ada);
    await confirmChange(server, proof);
    expect((await redeemSignIn(sent)).outcome).toBe('CODE_WRONG');
    // Also when the address is put back under it.
    await server.database.query(
      `update account set address = '${ada.account.address}', address_key = '${ada.account.address}' where address = '${address}'`,
    );
    expect((await redeemSignIn(sent)).outcome).toBe('CODE_WRONG');
  });

  it('A11 A12 is redeemed once by twelve at once, and guessed at no more often than any code', async () => {
    const ada = await person();
    const proof = await proofOfChange(server, ada);
    const at = (index: number) => (index % 2 === 0 ? server : other);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => confirmChange(at(index), proof)),
    );
    expect(tally(answers)).toEqual({ OK: 1, CODE_WRONG: 11 });
    const next = await proofOfChange(server, ada);
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        confirmChange(at(index), { ...next, code: wrongCode(next.code) }),
      ),
    );
    expect(tally(guesses)).toEqual({ CODE_WRONG: 2, CODE_WAIT: 10 });
  });
});

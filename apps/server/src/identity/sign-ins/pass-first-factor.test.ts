import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { newAddress, requestSignIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { whileHeld } from '../../testing/while-held.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => server?.stop());

type Owner = Awaited<ReturnType<typeof signUp>>;
const redeem = (sent: object) =>
  ask({ url: server.url, headers: otherNetwork() }, 'signIns.redeemCode', sent);

/** What somebody else is just changing of an account, and has not committed. */
const meanwhile = ({ account }: Owner, change: string) => ({
  statement: `select 1 from account where id = '${account.id}' for update; ${change.replaceAll('$id', `'${account.id}'`)}`,
  waiting: 1,
});
const NEW_FACTOR = `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
  values (gen_random_uuid(), $id, 'passkey', now(), now());
  insert into recovery_code (hash, account_id, created_at) values (repeat('a', 20) || $id, $id, now())`;
const moved = () => {
  const address = newAddress();
  return `update account set address = '${address}', address_key = '${address}' where id = $id`;
};

describe('whoever shows a first factor while the account is being changed', () => {
  it('A3 owes the second factor that is being added', async () => {
    const owner = await signUp(server);
    const sent = await requestSignIn(server, owner.account.address, otherNetwork());
    const { data } = await whileHeld(server, meanwhile(owner, NEW_FACTOR), () => redeem(sent));
    expect(data.session).toBeNull();
    expect(data.secondFactor?.factors).toEqual(['passkey', 'recovery-code']);
  });

  it('A5 confirms nothing by it alone: the second factor that is being added is owed', async () => {
    const owner = await signUpWithPassword(server);
    const { accessToken: token, refreshToken } = owner;
    const given = { password: PASSWORD, refreshToken };
    const { data } = await whileHeld(server, meanwhile(owner, NEW_FACTOR), () =>
      ask({ url: server.url, token, headers: otherNetwork() }, 'reauthentications.withPassword', given),
    );
    expect(data.freshUntil).toBeNull();
    expect(data.secondFactor?.factors).toContain('recovery-code');
  });

  it('A6 is not in by a code or a password at the address that it is being moved away from', async () => {
    const owner = await signUpWithPassword(server);
    const sent = await requestSignIn(server, owner.address, otherNetwork());
    expect((await whileHeld(server, meanwhile(owner, moved()), () => redeem(sent))).outcome).toBe(
      'CODE_WRONG',
    );

    const other = await signUpWithPassword(server);
    const answer = await whileHeld(server, meanwhile(other, moved()), () =>
      signInWithPassword(server, other.address, PASSWORD),
    );
    expect(answer.outcome).toBe('CREDENTIALS_WRONG');
    const begun = `select 1 from session where account_id in ('${owner.account.id}', '${other.account.id}')`;
    expect(await server.database.query(begun)).toHaveLength(2);
  });

  it('A16 is not in when it is being closed', async () => {
    const owner = await signUp(server);
    const sent = await requestSignIn(server, owner.account.address, otherNetwork());
    const closed = meanwhile(owner, 'update account set disabled_at = now() where id = $id');
    expect((await whileHeld(server, closed, () => redeem(sent))).outcome).toBe('ACCOUNT_DISABLED');
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { addTotp } from '../../testing/second-factors.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const as = ({ accessToken }: { accessToken: string }) => ({
  url: server.url,
  token: accessToken,
  headers: otherNetwork(),
});

it('A5 a session that has not shown the new second factor cannot take it away, however young it is', async () => {
  const owner = await signUp(server, { headers: otherNetwork() });
  const stranger = await signIn(server, owner.account.address, otherNetwork());
  await addTotp(server, owner.accessToken);
  const remove = (who: { accessToken: string }) => ask(as(who), 'secondFactors.remove', { kind: 'totp' });
  expect((await remove(stranger)).outcome).toBe('REAUTHENTICATION_REQUIRED');
  expect((await ask(as(stranger), 'accounts.me')).outcome).toBe('OK');
  expect((await remove(owner)).outcome).toBe('OK');
});

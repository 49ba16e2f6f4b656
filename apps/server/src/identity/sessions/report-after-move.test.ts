import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { changeAddress, undoChange } from '../../testing/change-address.ts';
import { linkAbout } from '../../testing/not-me-link.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const report = (token: string) =>
  ask({ url: server.url, headers: otherNetwork() }, 'sessions.report', { token });
const isIn = async (token: string) =>
  (await ask({ url: server.url, token, headers: otherNetwork() }, 'accounts.me')).outcome === 'OK';

/** Somebody at a new device, whose owner is told of it by mail. */
const enter = (address: string) => signIn(server, address, { ...otherNetwork(), 'user-agent': 'foyer-cli' });

describe('“This was not me” in a mail to an address that the account had', () => {
  it('A6 ends nothing once the change can no longer be taken back', async () => {
    const owner = await signUp(server);
    const device = await enter(owner.account.address);
    const link = await linkAbout(server, owner.account.address, /new device/i);
    await changeAddress(server, device, owner.account.address);
    await passTime(server, 3 * DAY_MS + 1);
    expect((await report(link)).outcome).toBe('LINK_INVALID');
    const { refreshToken } = device;
    expect((await ask(server.url, 'sessions.refresh', { refreshToken })).outcome).toBe('OK');
  });

  it('still ends a stranger, who has moved the account away, for as long as the owner could have it back', async () => {
    const owner = await signUp(server);
    const stranger = await enter(owner.account.address);
    const link = await linkAbout(server, owner.account.address, /new device/i);
    await changeAddress(server, stranger, owner.account.address);
    expect((await report(link)).data).toEqual({ ended: 1 });
    expect(await isIn(stranger.accessToken)).toBe(false);
    expect(await isIn(owner.accessToken)).toBe(true);
  });

  it('A6 signs nobody out for a stranger, to whose address the account was moved and from where it came back', async () => {
    const owner = await signUp(server);
    const { address, undoToken } = await changeAddress(server, owner, owner.account.address);
    await enter(address);
    const link = await linkAbout(server, address, /new device/i);
    await undoChange(server, undoToken);
    const back = await enter(owner.account.address);
    expect((await report(link)).outcome).toBe('LINK_INVALID');
    expect(await isIn(back.accessToken)).toBe(true);
  });
});

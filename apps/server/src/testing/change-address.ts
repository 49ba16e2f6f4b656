import type { ChangedAddress } from '../identity/address-changes/address-changes.contract.ts';
import type { SessionTokens } from '../identity/sessions/sessions.contract.ts';
import { type Answer, ask } from './ask.ts';
import { otherNetwork } from './other-network.ts';
import { newAddress } from './sign-up.ts';
import type { TestServer } from './start-test-server.ts';
import { until } from './until.ts';

type Proof = { ticket: string; code: string };

export const startChange = (server: TestServer, token: string, address: string) =>
  ask({ url: server.url, token, headers: otherNetwork() }, 'addressChanges.start', { address });

export const confirmChange = (server: { url: string }, proof: Proof): Promise<Answer<ChangedAddress>> =>
  ask({ url: server.url, headers: otherNetwork() }, 'addressChanges.confirm', proof);

export const undoChange = (server: { url: string }, token: string): Promise<Answer<ChangedAddress>> =>
  ask({ url: server.url, headers: otherNetwork() }, 'addressChanges.undo', { token });

/** Begins a change and reads its code from the mail to the new address. */
export async function proofOfChange(
  server: TestServer,
  { accessToken }: Pick<SessionTokens, 'accessToken'>,
  address = newAddress(),
): Promise<Proof & { address: string }> {
  const mails = (await server.mailsTo(address)).length;
  const { ticket } = (await startChange(server, accessToken, address)).data;
  return { ticket, code: await server.codeFor(address, mails + 1), address };
}

/** Changes the address of somebody who is signed in, and answers the new one and what the mailed link undoes it by. */
export async function changeAddress(
  server: TestServer,
  tokens: SessionTokens,
  from: string,
): Promise<{ address: string; undoToken: string }> {
  const before = (await undoTokens(server, from)).length;
  const { address, ...proof } = await proofOfChange(server, tokens);
  const changed = await confirmChange(server, proof);
  if (changed.outcome !== 'OK') throw new Error(`the change was refused: ${changed.outcome}`);
  const tokensMailed = await until(async () => {
    const mailed = await undoTokens(server, from);
    return mailed.length > before && mailed;
  }, `${from} was told`);
  return { address, undoToken: tokensMailed.at(-1) ?? '' };
}

/** The tokens of the links that were mailed to an old address, the oldest first. */
async function undoTokens(server: TestServer, address: string): Promise<string[]> {
  const mails = await server.mailsTo(address);
  return mails.flatMap(({ text }) => /\/undo-address\?token=([\w-]+)/.exec(text)?.[1] ?? []);
}

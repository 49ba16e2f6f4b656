import { ask } from './ask.ts';
import { otherNetwork } from './other-network.ts';
import { newAddress, tokensOf } from './sign-up.ts';
import type { TestServer } from './start-test-server.ts';

/** A password that nothing is to be said against. */
export const PASSWORD = 'quiet harbour, seven lanterns';

/** Registers somebody who has a password from the start. The server must stand behind a proxy. */
export async function signUpWithPassword(server: TestServer, password = PASSWORD, address = newAddress()) {
  const caller = () => ({ url: server.url, headers: otherNetwork() });
  const started = await ask(caller(), 'registrations.start', { address, fullName: 'Ada Example', password });
  const code = await server.codeFor(address);
  const verified = await ask(caller(), 'registrations.verify', { ticket: started.data.ticket, code });
  return { address, password, ...tokensOf(verified.data) };
}

/** Asks to sign in with a password, each time from another network. */
export function signInWithPassword(at: { url: string }, address: string, password: string) {
  return ask({ url: at.url, headers: otherNetwork() }, 'signIns.withPassword', { address, password });
}

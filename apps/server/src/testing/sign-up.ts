import type { SessionTokens } from '../identity/sessions/sessions.contract.ts';
import type { SignInOutcome } from '../identity/sign-in-tickets/sign-in-tickets.contract.ts';
import { ask } from './ask.ts';
import type { TestServer } from './start-test-server.ts';

let people = 0;

/** An address that no test before this one has used. */
export function newAddress(): string {
  people++;
  return `person-${process.pid}-${people}@example.org`;
}

type Tokens = SessionTokens & { refreshToken: string };

/** The tokens of a sign-in that owed nothing more. */
export function tokensOf({ session, secondFactor }: SignInOutcome): Tokens {
  if (session === null) throw new Error(`a second factor is owed: ${secondFactor?.factors.join(', ')}`);
  return session as Tokens;
}

/** Whatever tells the server apart from another caller, such as the network that the call comes from. */
type Headers = Record<string, string>;

/** Registers somebody by the real mail, and answers their tokens. The refresh token is in the body. */
export async function signUp(
  server: TestServer,
  given: { address?: string; enrolmentToken?: string; headers?: Headers } = {},
): Promise<Tokens> {
  const { address = newAddress(), enrolmentToken, headers = {} } = given;
  const caller = { url: server.url, headers };
  const codes = (await server.codesTo(address)).length;
  const started = await ask(caller, 'registrations.start', {
    address,
    fullName: 'Ada Example',
    ...(enrolmentToken !== undefined && { enrolmentToken }),
  });
  const code = await server.codeFor(address, codes + 1);
  const verified = await ask(caller, 'registrations.verify', { ticket: started.data.ticket, code });
  return tokensOf(verified.data);
}

/** Asks for a sign-in code and reads it from the mail. */
export async function requestSignIn(
  server: TestServer,
  address: string,
  headers: Headers = {},
): Promise<{ ticket: string; code: string }> {
  const codes = (await server.codesTo(address)).length;
  const sent = await ask({ url: server.url, headers }, 'signIns.requestCode', { address });
  return { ticket: sent.data.ticket, code: await server.codeFor(address, codes + 1) };
}

/** Signs in once more, as on another device. */
export async function signIn(server: TestServer, address: string, headers: Headers = {}): Promise<Tokens> {
  const sent = await requestSignIn(server, address, headers);
  return tokensOf((await ask({ url: server.url, headers }, 'signIns.redeemCode', sent)).data);
}

/** A code that is surely not the one given. */
export function wrongCode(code: string): string {
  return `${code.startsWith('0') ? '1' : '0'}${code.slice(1)}`;
}

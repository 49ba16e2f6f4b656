import type { PasskeyRequestOptions } from '../identity/passkeys/passkeys.contract.ts';
import { ask } from './ask.ts';
import { createAuthenticator, type Deviation, type TestPasskey } from './authenticator.ts';
import { otherNetwork } from './other-network.ts';
import { makePerson, type Person } from './people.ts';
import type { TestServer } from './start-test-server.ts';

export type PasskeyOwner = Person & { passkey: TestPasskey; passkeyId: string };

/** The person at a server, from a network of their own. */
export function asPerson(server: TestServer, person: { token: string }) {
  return { url: server.url, token: person.token, headers: otherNetwork() };
}

export function asNobody(server: { url: string }) {
  return { url: server.url, headers: otherNetwork() };
}

/** Somebody who is signed in, as of the server's clock. */
export function personAt(server: TestServer): Promise<Person> {
  return makePerson({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() });
}

/** Registers a passkey from beginning to end; answers what the server said. */
export async function addPasskey(
  server: TestServer,
  person: Person,
  given: { passkey: TestPasskey; deviation?: Deviation; name?: string },
) {
  const { passkey, deviation, name } = given;
  const started = await ask(asPerson(server, person), 'passkeys.startRegistration');
  return ask(asPerson(server, person), 'passkeys.register', {
    ceremonyId: started.data.ceremonyId,
    response: passkey.create(started.data.options, deviation),
    ...(name !== undefined && { name }),
  });
}

/** Somebody who has a passkey. */
export async function personWithPasskey(
  server: TestServer,
  made: Partial<Parameters<typeof createAuthenticator>[0]> = {},
): Promise<PasskeyOwner> {
  const person = await personAt(server);
  const passkey = createAuthenticator({ origin: server.url, ...made });
  const added = await addPasskey(server, person, { passkey });
  return { ...person, passkey, passkeyId: added.data.id };
}

/** Signs in with a passkey, without naming an address unless one is given. */
export async function signInBy(
  server: TestServer,
  passkey: TestPasskey,
  given: { address?: string; deviation?: Deviation } = {},
) {
  const { address, deviation } = given;
  const { data } = await ask(
    asNobody(server),
    'signIns.startPasskey',
    address === undefined ? {} : { address },
  );
  return answer(server, data, passkey, deviation);
}

/** Answers a sign-in ceremony that has been begun. */
export function answer(
  server: { url: string },
  ...[begun, passkey, deviation]: [
    begun: { ceremonyId: string; options: PasskeyRequestOptions },
    passkey: TestPasskey,
    deviation?: Deviation | undefined,
  ]
) {
  return ask(asNobody(server), 'signIns.withPasskey', {
    ceremonyId: begun.ceremonyId,
    response: passkey.get(begun.options, deviation),
  });
}

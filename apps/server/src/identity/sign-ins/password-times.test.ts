import * as bcrypt from '@node-rs/bcrypt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BEHIND_PROXY } from '../../testing/other-network.ts';
import { makePeople } from '../../testing/people.ts';
import { newAddress } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { signInWithPassword } from '../../testing/with-password.ts';

const COST = 12;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

async function medianMs(addresses: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (const address of addresses) {
    const startedAt = performance.now();
    expect((await signInWithPassword(server, address, 'no such password')).outcome).toBe('CREDENTIALS_WRONG');
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}

it('A18 an unknown address takes as long as one whose imported hash is slow', async () => {
  const people = await makePeople({ config: server.config, databaseUrl: server.database.url }, 5);
  const hash = await bcrypt.hash('a password of before', { cost: COST });
  await server.database.query(
    `insert into password (account_id, hash, changed_at) select id, '${hash}', now() from account`,
  );
  const known = await medianMs(people.map(({ address }) => address));
  const unknown = await medianMs(people.map(newAddress));
  // Without a hash to compare with, the answer would come twenty times sooner; beside other work both are slower.
  expect(unknown).toBeGreaterThan(known / 3);
  expect(unknown).toBeLessThan(known * 3);
});

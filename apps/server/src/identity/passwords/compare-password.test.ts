import * as bcrypt from '@node-rs/bcrypt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { after, MINUTE_MS } from '../../kernel/clock.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { makePerson } from '../../testing/people.ts';
import { PASSWORD } from '../../testing/with-password.ts';
import { acceptPassword, comparePassword } from './compare-password.ts';
import { hashPassword } from './hash-password.ts';
import { keepPassword } from './keep-password.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation?.close());

async function personWith(hash: string) {
  const { config, testDatabase, clock } = installation;
  const now = after(clock.now(), -MINUTE_MS);
  const person = await makePerson({ config, databaseUrl: testDatabase.url, now });
  await testDatabase.query(
    `insert into password (account_id, hash, changed_at) values ('${person.accountId}', '${hash}', '${now.toISOString()}')`,
  );
  return person;
}
const compare = (address: string, password: string) =>
  comparePassword(installation.contextOf(), { addressKey: address, password });
const accept = (compared: Awaited<ReturnType<typeof compare>>) =>
  installation.inTransaction((ctx) => acceptPassword(ctx, compared));

it('does not accept a password that was changed or removed while it was compared', async () => {
  const changed = await personWith(await hashPassword(PASSWORD));
  const ofChanged = await compare(changed.address, PASSWORD);
  const next = await hashPassword('another harbour');
  await installation.inTransaction((ctx) => keepPassword(ctx, changed.accountId, next));
  expect(await accept(ofChanged)).toBeUndefined();

  const removed = await personWith(await hashPassword(PASSWORD));
  const ofRemoved = await compare(removed.address, PASSWORD);
  await installation.testDatabase.query(`delete from password where account_id = '${removed.accountId}'`);
  expect(await accept(ofRemoved)).toBeUndefined();
});

it('accepts it although somebody else has renewed its hash meanwhile', async () => {
  const person = await personWith(await bcrypt.hash(PASSWORD, { cost: 5 }));
  const [first, second] = [await compare(person.address, PASSWORD), await compare(person.address, PASSWORD)];
  expect((await accept(first))?.id).toBe(person.accountId);
  expect((await accept(second))?.id).toBe(person.accountId);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { passTime } from '../../testing/pass-time.ts';
import { personAt } from '../../testing/passkeys.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { remindOfEndingKeys } from './remind-of-keys.job.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => server?.stop());

const remind = () => {
  const { installation } = server;
  return installation.database
    .fork()
    .transactional((em) =>
      remindOfEndingKeys(installation.contextIn(em as never, { kind: 'system', name: 'test' })),
    );
};
const told = (address: string) =>
  server.database.query(
    `select payload from delivery where kind = 'api-key-ends' and recipient = '${address}'`,
  );

it('is told to its owner a week before a key runs out, once, and not of one that was revoked or is short', async () => {
  const person = await personAt(server);
  const caller = { url: server.url, token: person.token };
  const make = async (name: string, expiresInDays: number) =>
    (await ask(caller, 'apiKeys.create', { name, scopes: ['events:read'], expiresInDays })).data.id;
  await make('Nightly report', 30);
  await make('A trial', 7);
  await ask(caller, 'apiKeys.revoke', { keyId: await make('Given up', 30) });
  await passTime(server, 22 * DAY_MS);
  await remind();
  expect(await told(person.address)).toEqual([]);
  await passTime(server, 1.5 * DAY_MS);
  await remind();
  await remind();
  expect(await told(person.address)).toMatchObject([{ payload: { keyName: 'Nightly report' } }]);
  const mail = await until(
    async () =>
      (await server.mailsTo(person.address)).find(({ subject }) => subject.includes('runs out soon')),
    'the owner was told',
  );
  expect(mail.subject).toBe('Your API key “Nightly report” runs out soon');
});

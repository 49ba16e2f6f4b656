import { createRequire } from 'node:module';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Context } from '../../kernel/context.ts';
import { listUndeliveredMails } from '../../messaging/undelivered-mails/list-undelivered-mails.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { getJob } from './get-job.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listJobs } from './list-jobs.ts';
import { listSchedules } from './list-schedules.ts';
import { readOverview } from './read-overview.ts';

/** Every statement of the connections that answer questions. */
const sent: string[] = [];
const require = createRequire(import.meta.url);
const ofOrm = createRequire(require.resolve('@mikro-orm/postgresql/package.json'))('pg') as typeof pg;
for (const { prototype } of new Set([pg.Client, ofOrm.Client])) {
  const query = prototype.query as (...parts: unknown[]) => unknown;
  vi.spyOn(prototype, 'query').mockImplementation(function (
    this: { connectionParameters: { application_name: string } },
    ...parts: unknown[]
  ) {
    const [first] = parts as [string | { text: string }];
    if (this.connectionParameters.application_name === 'foyer')
      sent.push(typeof first === 'string' ? first : first.text);
    return query.apply(this, parts);
  } as never);
}

let installation: TestInstallation;
let jobId: string;
beforeAll(async () => {
  installation = await openTestInstallation();
  const { boss } = installation.queue;
  for (let number = 0; number < 30; number++) jobId = (await boss.send('remove-expired', {})) as string;
});
afterAll(async () => {
  await installation.close();
  vi.restoreAllMocks();
});

test.for<[string, number, (ctx: Context) => Promise<unknown>]>([
  ['jobs.overview', 3, readOverview],
  ['jobs.list', 1, (ctx) => listJobs(ctx, { queue: 'remove-expired', limit: 100 })],
  ['jobs.get', 1, (ctx) => getJob(ctx, { queue: 'remove-expired', jobId })],
  ['jobs.listDeadLetters', 1, (ctx) => listDeadLetters(ctx, { limit: 100 })],
  ['jobs.schedules', 1, listSchedules],
  ['undeliveredMails.list', 1, (ctx) => listUndeliveredMails(ctx, { state: 'unknown', limit: 100 })],
])('%s costs %i statement(s)', async ([, most, ask]) => {
  await ask(installation.contextOf());
  sent.length = 0;
  await ask(installation.contextOf());
  expect(sent.map((text) => text.replaceAll(/\s+/g, ' ').slice(0, 100))).toHaveLength(most);
});

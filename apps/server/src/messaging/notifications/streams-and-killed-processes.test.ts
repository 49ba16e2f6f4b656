import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { openTab, type Tab } from '../../testing/open-tab.ts';
import type { Person } from '../../testing/people.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { until } from '../../testing/until.ts';

const KILLS = 3;

let stage: EventStage;
let processes: SpawnedServer[];
const tabs: Tab[] = [];

const spawnOne = () => spawnBeside(stage.server, { RATE_LIMIT_PER_MINUTE: '0' });

beforeAll(async () => {
  stage = await startEventStage();
  processes = await Promise.all([spawnOne(), spawnOne()]);
}, 120_000);
afterAll(async () => {
  for (const tab of tabs) tab.close();
  for (const one of processes) await one.kill();
  await stage.stop();
});

/** What somebody was told, as the database has it; nothing of it without a number once it was seen. */
async function readTold({ accountId }: Person) {
  const rows = await stage.server.database.query(
    `select id, acknowledged_at is null as is_new from notification where account_id = '${accountId}' order by number`,
  );
  return { ids: rows.map((row) => row.id), unread: rows.filter((row) => row.is_new).length };
}

test('J1 two tabs at two processes that are killed while much is told: everything once, in order, and counted', async () => {
  const [person] = (await stage.people(1)) as [Person];
  const urls = () => processes.map(({ url }) => url);
  tabs.push(
    openTab(person.token, () => urls()),
    openTab(person.token, () => urls().toReversed()),
  );
  await until(() => tabs.every((tab) => tab.isOpen()), 'both tabs are open');
  // Each at whichever process: what one was killed over may have happened or not, and is not tried again.
  let isOver = false;
  const telling = (async () => {
    for (let at = 0; !isOver; at++) {
      const caller = { url: urls()[at % 2] as string, token: stage.staff.token };
      const eventId = await stage.publish();
      const record = { eventId, accountId: person.accountId, state: 'going', reason: 'They said so.' };
      await ask(caller, 'participations.record', record).catch(() => undefined);
      if (at % 7 !== 3) continue;
      const seen = { upTo: (tabs[0]?.ids().length ?? 0) - 1 };
      await ask({ ...caller, token: person.token }, 'notifications.acknowledge', seen).catch(() => undefined);
    }
  })();
  for (let kills = 0; kills < KILLS; kills++) {
    const seen = tabs[0]?.ids().length ?? 0;
    await until(() => (tabs[0]?.ids().length ?? 0) >= seen + 4, 'some more were told');
    await processes[kills % 2]?.kill();
    processes[kills % 2] = await spawnOne();
  }
  isOver = true;
  await telling;
  const told = await readTold(person);
  expect(told.ids.length).toBeGreaterThan(4 * KILLS);
  for (const tab of tabs) {
    await until(() => tab.ids().length >= told.ids.length, 'the tab has seen as many as there are');
    await until(() => tab.counted() === told.unread, 'the tab counts what is not acknowledged');
    expect(tab.ids()).toEqual(told.ids);
  }
}, 180_000);

test('A16 a stream at another process, whose news are cut, ends with the account and with the session', async () => {
  const [leaving, disabled] = (await stage.people(2)) as [Person, Person];
  const [here, there] = processes as [SpawnedServer, SpawnedServer];
  const streams = [openTab(leaving.token, () => [there.url]), openTab(disabled.token, () => [there.url])];
  tabs.push(...streams);
  await until(() => streams.every((tab) => tab.isOpen()), 'both are open');
  await stage.server.database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'foyer-news' and datname = current_database()`,
  );
  await ask({ url: here.url, token: leaving.token }, 'sessions.end', { sessionId: leaving.sessionId });
  const { outcome } = await stage.byStaff('accounts.disable', {
    accountId: disabled.accountId,
    reason: 'They asked for it.',
  });
  expect(outcome).toBe('OK');
  // It comes again, as a browser does, and is not let in.
  await until(() => streams.every((tab) => tab.refusedWith() === 401), 'neither reads on');
  await stage.byStaff('accounts.enable', { accountId: disabled.accountId });
  for (const tab of streams) expect(tab.ids()).toEqual([]);
});

import type { Clock } from '../../kernel/clock.ts';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config.ts';
import type { Database } from '../../kernel/database/database.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { newId } from '../../kernel/ids.ts';
import { openStorage, type Storage } from '../../kernel/storage/open-storage.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { eventTimes } from '../../programme/events/event-times.ts';
import { EventEntity } from '../../programme/events/events.entity.ts';
import { DEMO_PROGRAMME, type DemoEvent } from './demo-programme.ts';

/** Fills an installation that has never been used with the demo programme; leaves any other alone. */
export async function seedDemo(installation: {
  config: Config;
  clock: Clock;
  database: Database;
}): Promise<void> {
  const { config, clock, database } = installation;
  const em = database.fork();
  if ((await em.count(EventEntity)) + (await em.count(AccountEntity)) > 0) return;
  const storage = await openStorage(config);
  const rows = await Promise.all(DEMO_PROGRAMME.map((event) => demoRow(event, clock.now(), storage)));
  await transactional(database.fork(), async (inside) => {
    for (const row of rows) inside.create(EventEntity, row, { persist: true });
  });
}

async function demoRow(event: DemoEvent, now: Date, storage: Storage) {
  const { inDays, from, to, timeZone, paymentInfo, ...words } = event;
  const day = after(now, inDays * DAY_MS)
    .toISOString()
    .slice(0, 10);
  const imageKey = `demo/${event.name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.webp`;
  // Drawing loads an image library, which no other start needs.
  const { drawPoster } = await import('./draw-poster.ts');
  await storage.put(imageKey, await drawPoster(event.name));
  return {
    ...words,
    ...eventTimes({ startsAtLocal: `${day}T${from}`, endsAtLocal: `${day}T${to}`, timeZone }),
    id: newId(),
    status: 'published' as const,
    paymentInfo: paymentInfo ?? null,
    imageKey,
    reminderMinutesBefore: 1_440,
    createdAt: now,
    updatedAt: now,
  };
}

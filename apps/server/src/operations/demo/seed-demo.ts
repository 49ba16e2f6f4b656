import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { Database } from '../../kernel/database/database.ts';
import type { EntityManager } from '../../kernel/database/entity-manager.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { newId } from '../../kernel/ids.ts';
import { openStorage, type Storage } from '../../kernel/storage/open-storage.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { eventTimes } from '../../programme/events/event-times.ts';
import { EventEntity } from '../../programme/events/events.entity.ts';
import { masterKeyOf, type StoredImage } from '../../programme/images/images.entity.ts';
import { orderVariants } from '../../programme/images/order-variants.ts';
import { DEMO_PROGRAMME, type DemoEvent } from './demo-programme.ts';

/** Fills an installation that has never been used with the demo programme; leaves any other alone. */
export async function seedDemo(installation: {
  config: Config;
  clock: Clock;
  database: Database;
  contextIn: (em: EntityManager, actor: Actor) => Context;
}): Promise<void> {
  const { config, clock, database } = installation;
  const em = database.fork();
  if ((await em.count(EventEntity)) + (await em.count(AccountEntity)) > 0) return;
  const storage = await openStorage(config);
  const rows: Awaited<ReturnType<typeof demoRow>>[] = [];
  for (const event of DEMO_PROGRAMME) rows.push(await demoRow(event, clock.now(), storage));
  await transactional(database.fork(), async (inside) => {
    const ctx = installation.contextIn(inside, { kind: 'system', name: 'demo' });
    for (const row of rows) {
      inside.create(EventEntity, row, { persist: true });
      await orderVariants(ctx, { imageId: row.image.id });
    }
  });
}

async function demoRow(event: DemoEvent, now: Date, storage: Storage) {
  const { inDays, from, to, timeZone, paymentInfo, ...words } = event;
  const day = after(now, inDays * DAY_MS)
    .toISOString()
    .slice(0, 10);
  // Drawing loads an image library, which no other start needs.
  const { drawPoster } = await import('./draw-poster.ts');
  const { readPicture } = await import('../../programme/images/read-picture.ts');
  const { bytes, ...size } = await readPicture(await drawPoster(event.name), event.name);
  const image: StoredImage = { id: newId(), alt: '', ...size, variants: [] };
  await storage.put(masterKeyOf(image.id), bytes);
  return {
    ...words,
    ...eventTimes({ startsAtLocal: `${day}T${from}`, endsAtLocal: `${day}T${to}`, timeZone }),
    id: newId(),
    status: 'published' as const,
    paymentInfo: paymentInfo ?? null,
    image,
    reminders: [{ kind: 'before' as const, minutes: 1_440 }],
    createdAt: now,
    updatedAt: now,
  };
}

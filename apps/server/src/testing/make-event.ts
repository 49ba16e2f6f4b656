import { after, DAY_MS, HOUR_MS } from '../kernel/clock.ts';
import type { EntityManager } from '../kernel/database/entity-manager.ts';
import { transactional } from '../kernel/database/transaction.ts';
import { newId } from '../kernel/ids.ts';
import { EventEntity, type EventRow } from '../programme/events/events.entity.ts';

/** A published event in three days, on whichever database; what a test cares about it says itself. */
export async function makeEvent(em: EntityManager, now: Date, own: Partial<EventRow> = {}): Promise<string> {
  const id = newId();
  const startsAt = own.startsAt ?? after(now, 3 * DAY_MS);
  const endsAt = own.endsAt ?? after(startsAt, 2 * HOUR_MS);
  await transactional(em, async (inside) => {
    inside.create(
      EventEntity,
      {
        id,
        status: 'published',
        name: 'An evening',
        shortDescription: '',
        description: '',
        startsAtLocal: startsAt.toISOString().slice(0, 16),
        endsAtLocal: endsAt.toISOString().slice(0, 16),
        timeZone: 'UTC',
        capacity: null,
        createdAt: now,
        updatedAt: now,
        ...own,
        startsAt,
        endsAt,
      } as never,
      { persist: true },
    );
  });
  return id;
}

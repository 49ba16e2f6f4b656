import type { DoorEntry } from '@foyer/client';
import { foyer } from '../../client/foyer.ts';
import { doorDatabase, type KeptList } from './door-database.ts';

/** Reads everybody of the event, and keeps them on the device for when there is no network. */
export async function loadList(eventId: string): Promise<KeptList> {
  const entries: DoorEntry[] = [];
  let cursor: string | undefined;
  let asOf: Date | undefined;
  let clockAheadMs = 0;
  do {
    const page = await foyer.participations.listDoor({ eventId, cursor });
    // What was read first may be the oldest.
    asOf ??= page.now;
    clockAheadMs = Date.now() - page.now.getTime();
    entries.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const list: KeptList = { eventId, entries, asOf: asOf ?? new Date(), clockAheadMs };
  await (await doorDatabase()).put('lists', list);
  return list;
}

export async function keptList(eventId: string): Promise<KeptList | null> {
  return (await (await doorDatabase()).get('lists', eventId)) ?? null;
}

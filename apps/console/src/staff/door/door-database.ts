import type { DoorEntry } from '@foyer/client';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Everybody of an event as of some time, by the clock of the server. */
export type KeptList = { eventId: string; entries: DoorEntry[]; asOf: Date; clockAheadMs: number };

/** One person whom this device has let in, until the server has said yes or no. */
export type KeptScan = {
  /** The idempotency key: however often it is sent, it is one scan. */
  key: string;
  eventId: string;
  /** As it was scanned; empty for whoever was let in by list. */
  ticket: string | null;
  participationId: string | null;
  fullName: string | null;
  /** By the clock of the server, as far as this device knows it. */
  scannedAt: Date;
};

/** What was let in here without network, and the server sees otherwise. Kept until somebody has seen it. */
export type Conflict = {
  key: string;
  eventId: string;
  fullName: string | null;
  scannedAt: Date;
  /** When they had been let in elsewhere; null: they should not have been. */
  firstAt: Date | null;
  /** The code of the refusal. */
  code: string | null;
};

interface DoorSchema extends DBSchema {
  lists: { key: string; value: KeptList };
  scans: { key: string; value: KeptScan; indexes: { eventId: string } };
  conflicts: { key: string; value: Conflict; indexes: { eventId: string } };
}

const NAME = 'foyer-door';
let opened: Promise<IDBPDatabase<DoorSchema>> | undefined;

/** What a door keeps on its device, so that neither a lost network nor a closed page loses a scan. */
export function doorDatabase(): Promise<IDBPDatabase<DoorSchema>> {
  opened ??= openDB<DoorSchema>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('lists', { keyPath: 'eventId' });
      database.createObjectStore('scans', { keyPath: 'key' }).createIndex('eventId', 'eventId');
      database.createObjectStore('conflicts', { keyPath: 'key' }).createIndex('eventId', 'eventId');
    },
  });
  return opened;
}

/** Lists hold names: they go when whoever had them signs out. Scans stay, since somebody was let in by them. */
export async function forgetLists(): Promise<void> {
  await (await doorDatabase()).clear('lists');
}

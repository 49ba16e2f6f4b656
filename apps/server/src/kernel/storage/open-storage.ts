import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Config } from '../config.ts';

export type Storage = Disk;

/** Where pictures are kept: a folder, by default in FOYER_HOME. */
export function openStorage(config: Config): Storage {
  const location = config.STORAGE_URL
    ? fileURLToPath(config.STORAGE_URL)
    : resolve(config.FOYER_HOME, 'media');
  return new Disk(new FSDriver({ location, visibility: 'private' }));
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A process that has just been killed holds what it held until the kernel has cleared it away. */
const deathMs = 1_000;

/**
 * Takes the folder for this process and returns how to give it back.
 *
 * A pid in a file can be stale after a crash and can name a stranger after a reboot. SQLite's exclusive lock is
 * the kernel's: it ends with the process, however that ends, and it is there on every platform.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'postgres.lock');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: deathMs });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    if (lock?.isOpen) lock.close();
    if (isLockedByAnother(cause)) {
      throw new Error(
        `Another Foyer is already running on the database in ${folder}. Stop it first, or give this one a DATABASE_URL or a folder of its own.`,
        { cause },
      );
    }
    throw new Error(`The database folder cannot be locked: ${path} cannot be opened for writing.`, { cause });
  }
  const held = lock;
  return () => {
    if (held.isOpen) held.close();
  };
}

const sqliteBusy = 5;

function isLockedByAnother(cause: unknown): boolean {
  return cause instanceof Error && 'errcode' in cause && cause.errcode === sqliteBusy;
}

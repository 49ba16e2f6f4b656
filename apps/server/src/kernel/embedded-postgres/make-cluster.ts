import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, open, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { databaseUser } from './database-url.ts';
import { defaultSharedFolder, makeSharedFolder } from './make-shared-folder.ts';
import { canReach, type ServerAccount } from './server-account.ts';
import { serverEnvironment } from './server-environment.ts';

export type ClusterRequest = {
  dataFolder: string;
  password: string;
  initdb: string;
  account: ServerAccount | undefined;
  sharedFolder?: string;
  isSynced: boolean;
  log: (line: string) => void;
};

/**
 * Makes the cluster beside its place and moves it there when it is complete: a kill at any moment leaves
 * either no cluster or a whole one. When Postgres's user cannot reach the place, the cluster lies in the shared
 * folder and the place is a link to it, which then is the last step.
 */
export async function makeCluster(request: ClusterRequest): Promise<void> {
  const { dataFolder, account, sharedFolder = defaultSharedFolder } = request;
  const isInReach = !account || canReach(account, dirname(dataFolder));
  const home = isInReach ? dirname(dataFolder) : sharedFolder;
  if (!isInReach) await makeSharedFolder(sharedFolder);

  const prefix = `${basename(dataFolder)}.making-${fingerprint(dataFolder)}-`;
  await removeLeftovers(home, prefix);
  const making = join(home, prefix + randomUUID());
  try {
    const made = await initialise(request, making);
    if (isInReach) {
      await rename(made, dataFolder);
    } else {
      const place = join(home, `${basename(dataFolder)}-${randomBytes(8).toString('hex')}`);
      await rename(made, place);
      await symlink(place, dataFolder);
      request.log(
        `Postgres runs as ${account?.name}, which cannot reach ${dataFolder}: its data is in ${place}.`,
      );
    }
    await syncFolder(home);
    await syncFolder(dirname(dataFolder));
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function initialise(request: ClusterRequest, making: string): Promise<string> {
  const data = join(making, 'data');
  const passwordFile = join(making, 'password');
  await mkdir(making, { mode: 0o700 });
  await writeFile(passwordFile, request.password, { mode: 0o600 });
  if (request.account) {
    await chown(passwordFile, request.account.uid, request.account.gid);
    await chown(making, request.account.uid, request.account.gid);
  }
  const options = [
    `--pgdata=${data}`,
    `--username=${databaseUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--lc-messages=C',
    '--no-instructions',
    ...(request.isSynced ? [] : ['--no-sync']),
  ];
  // The operating system's C.UTF-8 tells text search what a letter is. Not every system has it.
  await runInitdb(request, [...options, '--locale=C.UTF-8']).catch((cause: Error) => {
    if (!cause.message.includes('invalid locale')) throw cause;
    return runInitdb(request, [...options, '--locale=C']);
  });
  return data;
}

async function runInitdb({ initdb, account }: ClusterRequest, options: string[]): Promise<void> {
  const run = { cwd: '/', env: serverEnvironment(), uid: account?.uid, gid: account?.gid };
  await promisify(execFile)(initdb, options, run).catch(
    (cause: Error & { stdout?: string; stderr?: string }) => {
      const said = `${cause.stdout ?? ''}${cause.stderr ?? ''}`.trim() || cause.message;
      throw new Error(`A new Postgres cluster could not be made. initdb said:\n${said}`, { cause });
    },
  );
}

/** What an earlier start left when it was killed. Its initdb may still be ending, so a failure waits for next time. */
async function removeLeftovers(home: string, prefix: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(prefix)) continue;
    await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function fingerprint(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 8);
}

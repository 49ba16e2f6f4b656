import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** The unprivileged user that runs Postgres when we are root, because Postgres refuses to run as root. */
export type ServerAccount = { uid: number; gid: number; name: string };

const preferredNames = ['postgres', '_postgres', 'nobody'];

/**
 * Nobody when we are not root. Otherwise whoever owns the data already, so that the choice lasts even when a
 * `postgres` user appears later, or an existing user of this machine.
 */
export function chooseServerAccount(dataFolder: string): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` };
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map(parseAccount);
  for (const name of preferredNames) {
    const account = accounts.find((candidate) => candidate.name === name && candidate.uid !== 0);
    if (account) return account;
  }
  throw new Error(
    `Postgres refuses to run as root, and this machine has none of the users ${preferredNames.join(', ')} to run it as. Start Foyer as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Whether the account may walk down to the path and enter or execute it. Asked of the kernel, not worked out. */
export function canReach(account: ServerAccount, path: string): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  if (asked.error) {
    throw new Error(
      `Postgres refuses to run as root, and this process may not become ${account.name}: ${asked.error.message}. Start Foyer as an ordinary user, or set DATABASE_URL.`,
      { cause: asked.error },
    );
  }
  return asked.status === 0;
}

function parseAccount(line: string): ServerAccount {
  const [name = '', , uid = '0', gid = '0'] = line.split(':');
  // macOS writes nobody's id as -2, the kernel wants it unsigned.
  return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];

/** Where a program is; installed from these packages if this is a Debian that lets us, undefined if there is none. */
export function locateProgram(name: string, packages: readonly string[]): string | undefined {
  const find = () => FOLDERS.map((folder) => join(folder, name)).find(existsSync);
  if (find() === undefined && process.getuid?.() === 0)
    for (const words of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    ])
      try {
        execFileSync('apt-get', words, {
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
          stdio: 'ignore',
          timeout: 150_000,
        });
      } catch {
        // Not a Debian, or no way to its archive: there is none, then.
      }
  return find();
}

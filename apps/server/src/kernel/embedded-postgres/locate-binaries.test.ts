import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyForEverybody, locateBinaries } from './locate-binaries.ts';
import { canReach, chooseServerAccount } from './server-account.ts';

let base: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'locate-binaries-'));
  await chmod(base, 0o755);
});

afterEach(() => rm(base, { recursive: true, force: true }));

test('finds programs that run', async () => {
  const { postgres, initdb } = await locateBinaries(undefined, base);
  for (const program of [postgres, initdb]) {
    expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toMatch(/\(PostgreSQL\) 18\./);
  }
});

test('makes a copy that another user can run of an installation that it cannot reach', async ({ skip }) => {
  const account = chooseServerAccount(base);
  if (!account) return skip('only root runs Postgres as somebody else');
  const { postgres } = await locateBinaries(undefined, base);
  const closed = join(base, 'closed');
  await mkdir(closed, { mode: 0o700 });
  await cp(dirname(dirname(postgres)), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
  await chmod(join(closed, 'native', 'lib'), 0o700);
  expect(canReach(account, join(closed, 'native', 'bin', 'postgres'))).toBe(false);

  const copy = join(base, 'copy');
  await Promise.all([
    copyForEverybody(join(closed, 'native'), copy),
    copyForEverybody(join(closed, 'native'), copy),
  ]);
  const { uid, gid } = account;
  const run = { encoding: 'utf8', uid, gid, cwd: '/' } as const;
  expect(execFileSync(join(copy, 'bin', 'postgres'), ['--version'], run)).toMatch(/\(PostgreSQL\) 18\./);
});

import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './hash-password.ts';

/** By sched(7): the ordinary way of Linux to share processor time, and the one that takes only what is left over. */
const ORDINARY = '0';
const LEFT_OVER = '5';

const canGiveWay = process.platform === 'linux' && hasProgram('chrt');

test.runIf(canGiveWay)('whoever hashes takes the processor time that is left over', async () => {
  expect(await verifyPassword(await hashPassword('seven lanterns'), 'seven lanterns')).toBe(true);
  expect(hashingThreads().map(({ policy }) => policy)).toContain(LEFT_OVER);
});

test.runIf(canGiveWay)(
  'where none is left over, hashes get a share of it all the same, and are right',
  async () => {
    const hash = await hashPassword('seven lanterns');
    const niceBefore = niceThreads();
    const busy = Array.from({ length: 3 * availableParallelism() }, () =>
      // It ends by itself, should this test not come to its end.
      spawn(process.execPath, ['-e', 'for (const end = Date.now() + 30_000; Date.now() < end; );'], {
        stdio: 'ignore',
      }),
    );
    try {
      // One may find a moment; of so many some must wait for longer than anybody likes.
      for (let tries = 0; tries < 20 && niceThreads() === niceBefore; tries++)
        expect(await verifyPassword(hash, 'seven lanterns')).toBe(true);
      expect(niceThreads()).toBeGreaterThan(niceBefore);
      expect(await verifyPassword(hash, 'eight lanterns')).toBe(false);
    } finally {
      for (const one of busy) one.kill('SIGKILL');
    }
  },
  60_000,
);

/** Threads of this process that are nice, but want a share of their own. */
function niceThreads(): number {
  return hashingThreads().filter(({ policy, nice }) => policy === ORDINARY && nice === '10').length;
}

function hashingThreads(): { policy: string; nice: string }[] {
  return readdirSync('/proc/self/task').flatMap((id) => {
    const text = readFileSync(`/proc/self/task/${id}/stat`, 'utf8');
    // After the name, which may have spaces in it: proc_pid_stat(5), from the third field on.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return text.includes('(WorkerThread)') ? [{ nice: fields[16] ?? '', policy: fields[38] ?? '' }] : [];
  });
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

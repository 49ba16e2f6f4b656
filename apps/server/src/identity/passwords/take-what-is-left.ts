import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';

/**
 * Has the thread that calls this take only processor time that nobody else wants. A nice thread, once it runs, keeps
 * whoever wakes up waiting until its slice or a tick of the clock ends, up to 4 ms; such a one gives way at once. Node
 * cannot ask Linux for it, a program that comes with every distribution can; elsewhere it stays as it is.
 */
export function takeWhatIsLeft(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = readlinkSync('/proc/thread-self').split('/').at(-1) as string;
    execFileSync('chrt', ['-i', '-p', '0', thread], { stdio: 'ignore' });
  } catch {}
}

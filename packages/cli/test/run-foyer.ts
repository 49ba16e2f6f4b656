import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const binary = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export type Ran = { code: number | null; out: string; err: string };

type Around = { cwd: string; environment?: Record<string, string> };

/** Runs `foyer` as somebody would, with nothing of this environment but what it is given. */
export function runFoyer(
  words: readonly string[],
  { input = '', ...around }: Around & { input?: string },
): Promise<Ran> {
  const { child, ran } = startFoyer(words, around);
  child.stdin.end(input);
  return ran;
}

/** The same for who answers only once it has been asked. */
export function startFoyer(
  words: readonly string[],
  { cwd, environment = {} }: Around,
): { child: ChildProcessWithoutNullStreams; ran: Promise<Ran> } {
  const child = spawn(process.execPath, [binary, ...words], { cwd, env: environment });
  const ran = new Promise<Ran>((resolve, reject) => {
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, ran };
}

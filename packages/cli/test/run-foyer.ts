import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const binary = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export type Ran = { code: number | null; out: string; err: string };

/** Runs `foyer` as somebody would, with nothing of this environment but what it is given. */
export function runFoyer(
  words: readonly string[],
  {
    input = '',
    cwd,
    environment = {},
  }: { input?: string; cwd?: string; environment?: Record<string, string> },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [binary, ...words], { cwd, env: environment });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

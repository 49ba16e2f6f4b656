import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Figure, Finding } from './stage/finding.ts';
import type { Stage } from './stage/stage.ts';

const MOST_KILOBYTES = 12;
const MOST_INSTANTIATIONS = 5_000;

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const packageFolder = fileURLToPath(new URL('../packages/client', import.meta.url));

/**
 * The client as it would be published: everything of its entry, minified and compressed, and what the type checker does
 * for a strict consumer that calls every procedure. The limits are what we promise; nothing here depends on the machine.
 */
export async function sdk(stage: Stage): Promise<Finding[]> {
  const installed = join(stage.folder, 'sdk', 'node_modules', '@foyer', 'client');
  await mkdir(installed, { recursive: true });
  await run(
    process.execPath,
    [toolOf('tsdown', 'run.mjs'), '--out-dir', join(installed, 'dist'), '--logLevel', 'error'],
    {
      cwd: packageFolder,
    },
  );
  await cp(join(packageFolder, 'package.json'), join(installed, 'package.json'));
  return [
    against('sdk, size', MOST_KILOBYTES, {
      unit: 'KB gz',
      what: 'the whole client',
      value: await kilobytesOf(installed),
    }),
    against('sdk, type check', MOST_INSTANTIATIONS, {
      unit: 'instantiations',
      what: 'a strict consumer that calls every procedure',
      value: await instantiationsIn(join(stage.folder, 'sdk')),
    }),
  ];
}

async function kilobytesOf(installed: string): Promise<number> {
  const { build } = await import('rolldown');
  const { output } = await build({
    input: join(installed, 'dist', 'index.js'),
    write: false,
    output: { minify: true },
  });
  return (
    output.reduce((sum, file) => sum + (file.type === 'chunk' ? gzipSync(file.code).length : 0), 0) / 1_000
  );
}

/** What the compiler spends on its own library is not ours, and is taken off. */
async function instantiationsIn(project: string): Promise<number> {
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  await writeFile(join(project, 'empty.ts'), 'export {};');
  const consumer = join(packageFolder, 'test', 'consumer');
  await cp(consumer, project, { recursive: true });
  return (
    (await instantiationsOf(project, await readdir(consumer))) -
    (await instantiationsOf(project, ['empty.ts']))
  );
}

async function instantiationsOf(project: string, files: readonly string[]): Promise<number> {
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    types: [],
    lib: ['esnext'],
    module: 'nodenext',
    noEmit: true,
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const { stdout } = await run(process.execPath, [compiler, '--extendedDiagnostics'], { cwd: project });
  return Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]);
}

function toolOf(name: string, file: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), 'dist', file);
}

function against(name: string, most: number, it: { what: string; unit: string; value: number }): Finding {
  const one = (value: number) => ({ median: value, min: value, max: value });
  const subject: Figure = { what: it.what, unit: it.unit, spread: one(it.value) };
  return {
    name,
    ratio: one(it.value / most),
    subject,
    limit: { what: 'promised at most', unit: it.unit, spread: one(most) },
    target: { says: 'ratio ≤ 1.00', isMet: it.value <= most },
  };
}

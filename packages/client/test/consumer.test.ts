import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEYED_MUTATIONS, OPEN_MUTATIONS, QUERIES } from '../src/paths.generated.ts';

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const root = join(packageFolder, '../..');
const require = createRequire(import.meta.url);
const binary = (name: string, path: string) => join(dirname(require.resolve(`${name}/package.json`)), path);

/** The files of a project that uses all of it. */
const CONSUMER = await readdir(join(packageFolder, 'test/consumer'));

let folder: string;
const installed = () => join(folder, 'project', 'node_modules', '@foyer', 'client');

/** Packed as it would be published, and installed into an empty project that reaches no registry. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foyer-consumer-'));
  const copy = join(folder, 'package');
  const project = join(folder, 'project');
  await mkdir(copy);
  await mkdir(project);
  await run(
    process.execPath,
    [binary('tsdown', 'dist/run.mjs'), '--out-dir', join(copy, 'dist'), '--logLevel', 'error'],
    {
      cwd: packageFolder,
    },
  );
  for (const name of ['package.json', 'README.md']) await cp(join(packageFolder, name), join(copy, name));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: copy });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
  await writeFile(join(project, 'package.json'), '{ "name": "project", "private": true, "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, tarball)], {
    cwd: project,
  });
  for (const file of CONSUMER) await cp(join(packageFolder, 'test/consumer', file), join(project, file));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function packedFiles(): Promise<{ path: string; text: string }[]> {
  const names = await readdir(installed(), { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

test('the consumer calls every procedure there is', async () => {
  const texts = await Promise.all(CONSUMER.map((file) => readFile(join(folder, 'project', file), 'utf8')));
  const text = texts.join('\n');
  const paths = [QUERIES, KEYED_MUTATIONS, OPEN_MUTATIONS].flatMap((list) => list.split(' '));
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !text.includes(`client.${path}(`))).toEqual([]);
});

/** Compiles files of the project as strictly as can be, without Node's types, and without the DOM's unless asked. */
async function compile(
  { compiler, resolution }: { compiler: string; resolution: 'bundler' | 'nodenext' },
  files: readonly string[],
  lib: readonly string[] = ['esnext'],
) {
  const project = join(folder, 'project');
  const compilerOptions = {
    target: 'esnext',
    lib,
    module: resolution === 'bundler' ? 'esnext' : resolution,
    moduleResolution: resolution,
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
  };
  const config = join(project, `tsconfig.${compiler}.${resolution}.${files[0]}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions, files }));
  const command = [binary(compiler, 'bin/tsc'), '--project', config, '--extendedDiagnostics'];
  const { stdout } = await run(process.execPath, command, { cwd: project }).catch((error) => error);
  return {
    errors: stdout.match(/.*error TS.*/g) ?? [],
    instantiations: Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]),
  };
}

test.each([
  ['typescript', 'bundler'],
  ['typescript', 'nodenext'],
  ['typescript-5', 'bundler'],
  ['typescript-5', 'nodenext'],
] as const)('compiles without a complaint, and cheaply: %s, %s', async (compiler, resolution) => {
  await writeFile(join(folder, 'project', 'empty.ts'), 'export {};');
  const empty = await compile({ compiler, resolution }, ['empty.ts']);
  const consumer = await compile({ compiler, resolution }, CONSUMER);
  expect(consumer.errors).toEqual([]);
  // What the compiler spends on its own library is not ours.
  expect(consumer.instantiations - empty.instantiations).toBeLessThan(5_000);
});

/** Every piece of TypeScript in what is written about the SDK, by where it begins. */
async function readSnippets(): Promise<{ name: string; text: string }[]> {
  const pages = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'));
  const paths = ['README.md', 'packages/client/README.md', ...pages.map((name) => `docs/${name}`)];
  const found = await Promise.all(
    paths.map(async (path) => {
      const page = await readFile(join(root, path), 'utf8');
      return [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ index, 1: text = '' }) => ({
        name: `${path.replaceAll(/[/.]/g, '-')}-line-${page.slice(0, index).split('\n').length}.ts`,
        text,
      }));
    }),
  );
  return found.flat();
}

test('every snippet of the docs compiles as it is written', async () => {
  const snippets = await readSnippets();
  expect(snippets.length).toBeGreaterThan(20);
  const project = join(folder, 'project');
  const around = 'around-snippets.d.ts';
  await cp(join(packageFolder, 'test/snippets', around), join(project, around));
  for (const { name, text } of snippets) await writeFile(join(project, name), `${text}\nexport {};\n`);
  const files = [around, ...snippets.map(({ name }) => name)];
  const { errors } = await compile({ compiler: 'typescript', resolution: 'bundler' }, files, [
    'esnext',
    'dom',
  ]);
  expect(errors).toEqual([]);
});

test('brings no dependency along', async () => {
  const tree = await readdir(join(folder, 'project', 'node_modules'));
  expect(tree.filter((name) => !name.startsWith('.'))).toEqual(['@foyer']);
  expect(await readdir(join(folder, 'project', 'node_modules', '@foyer'))).toEqual(['client']);
});

test('says nothing of the server: no server code, no library of it, no file of ours', async () => {
  const files = (await packedFiles()).filter(({ path }) => !path.endsWith('package.json'));
  expect(files.length).toBeGreaterThan(6);
  const telling =
    /mikro-orm|fastify|pg-boss|superjson|\bzod\b|kysely|apps\/server|app-router|\.entity\b|use-case/i;
  expect(files.filter(({ text }) => telling.test(text)).map(({ path }) => path)).toEqual([]);
  const types = files.filter(({ path }) => path.endsWith('.d.ts'));
  expect(types.length).toBeGreaterThan(2);
  for (const { text } of types) expect(text).not.toMatch(/@trpc|\bany\b(?=[;,)>[\]])|\bunknown\[\]\[\]/);
});

test('runs on plain Node', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const script = `
    import { createClient, memoryStore } from '@foyer/client';
    import { fileStore } from '@foyer/client/node';
    import { isPasskeySupported } from '@foyer/client/passkeys';
    if (isPasskeySupported()) throw new Error('a process has no passkeys');
    const client = createClient({
      url: 'http://127.0.0.1:${port}',
      session: process.argv[1] === 'file' ? fileStore('none.json') : memoryStore(),
      clock: { now: () => 0, wait: async () => undefined, random: () => 0 },
    });
    const result = await client.events.list.safe();
    console.log(result.ok, result.error.code, await client.session.get());`;
  for (const kind of ['memory', 'file']) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script, kind], {
      cwd: join(folder, 'project'),
    });
    expect(stdout.trim()).toBe('false NETWORK null');
  }
});

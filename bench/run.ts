// npm run bench [-- name… --rounds 5 --json]: each benchmark against a limit that is measured in the same run.
import { parseArgs } from 'node:util';
import { codeBesideDrain } from './code-beside-drain.ts';
import { eventsList } from './events-list.ts';
import { joinContention } from './join-contention.ts';
import { notifications } from './notifications.ts';
import { passwordBurst } from './password-burst.ts';
import { reminders } from './reminders.ts';
import { sdk } from './sdk.ts';
import { search } from './search.ts';
import { inWords } from './stage/finding.ts';
import { openStage } from './stage/stage.ts';
import { startUp } from './start-up.ts';
import { whoAmI } from './who-am-i.ts';

const benchmarks = {
  'who-am-i': whoAmI,
  'events-list': eventsList,
  'join-contention': joinContention,
  'password-burst': passwordBurst,
  reminders,
  notifications,
  'code-beside-drain': codeBesideDrain,
  'start-up': startUp,
  search,
  sdk,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.`,
  );
  process.exit(2);
}

await using stage = await openStage(Math.min(20, Math.max(1, Number(values.rounds) || 5)));
for (const [name, measure] of Object.entries(benchmarks)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const finding of await measure(stage))
    console.log(values.json ? JSON.stringify(finding) : `${inWords(finding)}\n`);
}

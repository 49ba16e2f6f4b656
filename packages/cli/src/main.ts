#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { createClient, isFault } from '@foyer/client';
import { type Command, type OptionName, type Options, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { help } from './help.ts';
import { sessionOf } from './session-of.ts';

const REFUSED = 1;
const CALLED_WRONGLY = 2;
const NOT_REACHED = 3;

const EVERYWHERE: readonly OptionName[] = ['url', 'session'];
const wantsJson = process.argv.slice(2).includes('--json');

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  process.exitCode = complain(error);
}

async function main(argv: string[]): Promise<string> {
  const { words, options, wantsHelp } = parse(argv);
  const meant = commandsMeant(words[0] === 'help' ? words.slice(1) : words);
  if (wantsHelp || words[0] === 'help' || words.length === 0)
    return help(meant.length > 0 ? meant : undefined);
  const command = meant.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  if (!command) throw new UsageError(`There is no command ${words.join(' ')}. foyer --help lists them.`);
  refuseForeignOptions(command, options);

  const given = { options, environment: process.env };
  const outcome = await command.run({
    ...given,
    words: words.slice(command.name.split(' ').length),
    client: async () => {
      const { url, store } = await sessionOf(given);
      return createClient({ url, session: store });
    },
  });
  return wantsJson ? JSON.stringify(outcome.json) : outcome.text;
}

function parse(argv: string[]): { words: string[]; options: Options; wantsHelp: boolean } {
  const text = { type: 'string' } as const;
  const names: OptionName[] = [
    ...EVERYWHERE,
    ...commands.flatMap(({ options }) => Object.keys(options ?? {}) as OptionName[]),
  ];
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        ...Object.fromEntries(names.map((name) => [name, text])),
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { help: wantsHelp, json: _json, ...options } = values;
    return { words: positionals, options: options as Options, wantsHelp: wantsHelp === true };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** `events` means every command of events, `events list` one. */
function commandsMeant(words: readonly string[]): Command[] {
  if (words.length === 0) return [];
  const exact = commands.filter(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  return exact.length > 0 ? exact : commands.filter(({ name }) => name.split(' ')[0] === words[0]);
}

function refuseForeignOptions(command: Command, options: Options): void {
  const own = [...EVERYWHERE, ...Object.keys(command.options ?? {})];
  const foreign = Object.keys(options).find((name) => !own.includes(name));
  if (foreign) throw new UsageError(`foyer ${command.name} takes no --${foreign}.`);
}

function complain(error: unknown): number {
  const isUsage = error instanceof UsageError;
  if (!isUsage && !isFault(error)) throw error;
  const { message } = error;
  const { code, fields, retryAfterSeconds, requestId } = isUsage
    ? { code: 'USAGE', fields: undefined, retryAfterSeconds: undefined, requestId: undefined }
    : error;
  if (wantsJson) console.error(JSON.stringify({ code, message, fields, retryAfterSeconds, requestId }));
  else {
    const about = (fields ?? []).map(({ path, message: what }) => `\n  ${path}: ${what}`).join('');
    const later = retryAfterSeconds === undefined ? '' : ` Try again in ${retryAfterSeconds} seconds.`;
    const trace = code === 'INTERNAL' && requestId ? ` (request ${requestId})` : '';
    console.error(`foyer: ${message}${later}${trace}${about}`);
  }
  if (isUsage) return CALLED_WRONGLY;
  return code === 'NETWORK' || code === 'BAD_ANSWER' ? NOT_REACHED : REFUSED;
}

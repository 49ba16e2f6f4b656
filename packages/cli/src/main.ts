#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { type Client, createClient, isFault } from '@foyer/client';
import {
  type Command,
  type FlagName,
  type OptionName,
  type Options,
  type Outcome,
  UsageError,
} from './command.ts';
import { commands } from './commands.ts';
import { credentialsOf } from './credentials.ts';
import { help } from './help.ts';
import { sessionOf } from './session-of.ts';
import { confirmInTerminal } from './sign-in/step-up.ts';

const REFUSED = 1;
const CALLED_WRONGLY = 2;
const NOT_REACHED = 3;

const EVERYWHERE: readonly OptionName[] = ['url', 'session', 'api-key-file', 'client-file'];
const wantsJson = process.argv.slice(2).includes('--json');

try {
  const text = await main(process.argv.slice(2));
  if (text !== undefined) console.log(text);
} catch (error) {
  process.exitCode = complain(error);
}

async function main(argv: string[]): Promise<string | undefined> {
  const { words, options, flags, wantsHelp } = parse(argv);
  const meant = commandsMeant(words[0] === 'help' ? words.slice(1) : words);
  if (wantsHelp || words[0] === 'help' || words.length === 0)
    return help(meant.length > 0 ? meant : undefined);
  const command = meant.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  if (!command) throw new UsageError(`There is no command ${words.join(' ')}. foyer --help lists them.`);
  refuseForeignOptions(command, [...Object.keys(options), ...flags]);

  const given = { options, flags, environment: process.env };
  const client = async () => {
    const { url, store } = await sessionOf(given);
    const made: Client = createClient({
      url,
      session: store,
      ...(await credentialsOf(given)),
      onReauthenticationRequired: () => confirmInTerminal(made),
    });
    return made;
  };
  const own = words.slice(command.name.split(' ').length);
  const written = ({ json, text }: Outcome) => (wantsJson ? JSON.stringify(json) : text);
  const say = (outcome: Outcome) => console.log(written(outcome));
  const outcome = await command.run({ ...given, words: own, client, say });
  return outcome && written(outcome);
}

type Parsed = { words: string[]; options: Options; flags: Set<FlagName>; wantsHelp: boolean };

function parse(argv: string[]): Parsed {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;
  const flagNames = commands.flatMap((command) => Object.keys(command.flags ?? {}) as FlagName[]);
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
        ...Object.fromEntries(flagNames.map((name) => [name, flag])),
        json: flag,
        help: { ...flag, short: 'h' },
      },
    });
    const { help: wantsHelp, json: _json, ...given } = values as Record<string, string | boolean>;
    const texts = Object.entries(given).filter(([, value]) => typeof value === 'string');
    return {
      words: positionals,
      options: Object.fromEntries(texts) as Options,
      flags: new Set(flagNames.filter((name) => given[name] === true)),
      wantsHelp: wantsHelp === true,
    };
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

function refuseForeignOptions(command: Command, given: readonly string[]): void {
  const own: string[] = [
    ...EVERYWHERE,
    ...Object.keys(command.options ?? {}),
    ...Object.keys(command.flags ?? {}),
  ];
  const foreign = given.find((name) => !own.includes(name));
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

import type { Command } from './command.ts';
import { commands } from './commands.ts';

const EVERYWHERE = {
  '--url <address>': 'the server; otherwise FOYER_URL, otherwise where you signed in',
  '--session <file>':
    'where the session is kept; otherwise FOYER_SESSION, otherwise ~/.config/foyer/session.json',
  '--api-key-file <file>': 'an API key instead of a session; otherwise FOYER_API_KEY',
  '--client-file <file>':
    'the client to be, as `clients create --json` writes it; otherwise FOYER_CLIENT_FILE',
  '--json': 'answer in JSON, and complain in JSON',
  '--help': 'say how',
};

const EXITS =
  'Exits with 0 when done, 1 when refused, 2 when called wrongly, 3 when the server cannot be reached.';

/** Help for all commands, or for those that are meant. */
export function help(meant: readonly Command[] = commands): string {
  const [only] = meant;
  return meant.length === 1 && only ? helpFor(only) : helpForSeveral(meant);
}

function helpForSeveral(meant: readonly Command[]): string {
  const rows = Object.fromEntries(meant.map((command) => [lineOf(command), command.summary]));
  return ['Usage: foyer <command>', '', table(rows), '', 'Everywhere:', table(EVERYWHERE), '', EXITS].join(
    '\n',
  );
}

function helpFor(command: Command): string {
  const own = [
    ...Object.entries(command.flags ?? {}).map(([name, what]) => [`--${name}`, what]),
    ...Object.entries(command.options ?? {}).map(([name, what]) => [`--${name} <…>`, what]),
  ];
  const details = command.details ? ['', command.details] : [];
  const options = own.length > 0 ? ['', table(Object.fromEntries(own))] : [];
  return [
    `Usage: foyer ${lineOf(command)}`,
    '',
    command.summary,
    ...details,
    ...options,
    '',
    'Everywhere:',
    table(EVERYWHERE),
  ].join('\n');
}

function lineOf({ name, takes }: Command): string {
  return takes ? `${name} ${takes}` : name;
}

function table(rows: Record<string, string>): string {
  const width = Math.max(...Object.keys(rows).map((key) => key.length));
  return Object.entries(rows)
    .map(([key, what]) => `  ${key.padEnd(width)}  ${what}`)
    .join('\n');
}

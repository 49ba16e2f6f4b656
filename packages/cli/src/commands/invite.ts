import { readFile } from 'node:fs/promises';
import type { CsvProblem, InvitedByCsv } from '@foyer/client';
import { type Command, onlyWord, UsageError } from '../command.ts';

const PROBLEMS: Record<CsvProblem['problem'], string> = {
  'not-csv': 'a quotation mark is not closed; nothing after it was read',
  'no-address': 'no address',
  'bad-address': 'this is no address',
  'bad-name': 'this name is too long, or more than one line',
  'named-twice': 'stands further up already',
  'too-many': 'more than 1,000 at once',
};

export const invitePeople: Command = {
  name: 'events invite',
  takes: '<event id>',
  summary: 'Invite the people whom a CSV file names; for staff.',
  options: { csv: 'the file: columns address and, if wanted, name' },
  flags: { trial: 'only say what is in the file and what is wrong with it' },
  details:
    'Wrong lines are named and left out; the others are invited together. Who was invited before is not asked again.',
  async run({ words, options, flags, client }) {
    const eventId = onlyWord(words, 'the id of an event');
    const path = options.csv;
    if (path === undefined) throw new UsageError('Which people? Name a file with --csv.');
    const csv = await readFile(path, 'utf8').catch((cause: { code?: string }) => {
      throw new UsageError(`${path} cannot be read (${cause.code}).`);
    });
    const isTrial = flags.has('trial');
    const done = await (await client()).participations.inviteByCsv({ eventId, csv, isTrial });
    return { json: done, text: [...summaryOf(done, isTrial), ...done.problems.map(problemText)].join('\n') };
  },
};

function summaryOf({ people, invited, pending, skipped }: InvitedByCsv, isTrial: boolean): string[] {
  if (isTrial) return [`${people.length} would be invited:`, ...people.map(({ address }) => `  ${address}`)];
  return [
    `Invited ${invited.length + pending.length}, of whom ${pending.length} have no account yet.`,
    ...skipped.map(({ address, reason }) => `  left out: ${address ?? 'somebody'} (${reason})`),
  ];
}

function problemText({ line, text, problem }: CsvProblem): string {
  return `  line ${line}: ${PROBLEMS[problem]}${text === '' ? '' : ` (${text})`}`;
}

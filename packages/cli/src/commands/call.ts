import type { Client } from '@foyer/client';
import { readStandardInput } from '../ask.ts';
import { type Command, UsageError } from '../command.ts';

type AnyProcedure = (input: object) => Promise<unknown>;

export const call: Command = {
  name: 'call',
  takes: '<procedure> [json]',
  summary: 'Call any procedure.',
  details: 'The input is JSON, or - for standard input. Instants are written as 2027-03-14T18:30:00Z.',
  async run({ words, client }) {
    const [path, json = '{}', ...more] = words;
    if (path === undefined) throw new UsageError('It wants a procedure, such as events.list.');
    if (more.length > 0) throw new UsageError('It wants the input as one word: put it in quotes.');
    const input = parseInput(json === '-' ? await readStandardInput() : json);
    const answer = await procedureOf(await client(), path)(input);
    return { json: answer, text: JSON.stringify(answer, null, 2) };
  },
};

function parseInput(text: string): object {
  try {
    const input: unknown = JSON.parse(text);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Said below, as for any other text that is no object.
  }
  throw new UsageError(`The input is no JSON object: ${text}`);
}

function procedureOf(client: Client, path: string): AnyProcedure {
  const { session: _session, ...features } = client;
  const known = Object.values(features)
    .flatMap((feature) => Object.values(feature) as { path: string }[])
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const procedure = known.find((candidate) => candidate.path === path);
  if (procedure) return procedure as unknown as AnyProcedure;
  throw new UsageError(
    `There is no procedure ${path}. There are:\n  ${known.map((one) => one.path).join('\n  ')}`,
  );
}

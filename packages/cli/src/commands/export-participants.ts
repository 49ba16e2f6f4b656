import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type ExportFormat, FoyerError } from '@foyer/client';
import { type Command, onlyWord, UsageError } from '../command.ts';

const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx'];

export const exportParticipants: Command = {
  name: 'participants export',
  takes: '<event id>',
  summary: 'Write all attendees of an event to a file; for staff.',
  options: {
    format: 'csv (the default) or xlsx',
    out: 'the file to write; left out: named after the event, in this folder',
  },
  details:
    'Times stand in it both in the zone of the event and in UTC. A name that begins like a formula is text. A file that\n' +
    'is there already is not overwritten.',
  async run({ words, options, client }) {
    const eventId = onlyWord(words, 'the id of an event');
    const format = FORMATS.find((one) => one === (options.format ?? 'csv'));
    if (format === undefined) throw new UsageError(`--format wants csv or xlsx; got ${options.format}.`);
    const { url, fileName } = await (await client()).participations.export({ eventId, format });
    const path = options.out ?? fileName.replaceAll(/[/\\]/g, '-');
    const bytes = await download(url, path);
    return { json: { path, bytes }, text: `Wrote ${path}.` };
  },
};

/** Straight to the disk, however many there are. What broke off is no list, and does not stay. */
async function download(url: string, path: string): Promise<number> {
  const response = await fetch(url).catch((cause) => {
    throw new FoyerError('NETWORK', 'The file could not be fetched.', { cause });
  });
  if (!response.ok || response.body === null)
    throw new FoyerError('BAD_ANSWER', `Instead of the file came status ${response.status}.`, {
      status: response.status,
    });
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const source = Readable.fromWeb(response.body as ReadableStream);
  try {
    await pipeline(source, counted, createWriteStream(path, { flags: 'wx' }));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EEXIST') throw new UsageError(`${path} is there already. Name another file with --out.`);
    await rm(path, { force: true });
    if (code?.startsWith('E') && code !== 'ECONNRESET')
      throw new UsageError(`${path} cannot be written (${code}).`);
    throw new FoyerError('NETWORK', 'The file broke off before its end.', { cause: error });
  }
  return bytes;
}

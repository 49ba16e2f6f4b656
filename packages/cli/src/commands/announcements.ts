import { readFile } from 'node:fs/promises';
import type { AnnouncedCheckIn, AnnouncedState, Announcement, Client, Locale } from '@foyer/client';
import { type Command, listOf, type Options, onlyWord, UsageError } from '../command.ts';

const AN_EVENT = 'the id of an event';

export const announce: Command = {
  name: 'events announce',
  takes: '<event id>',
  summary: 'Write to a part of the people of an event; for staff.',
  options: {
    subject: 'one line',
    text: 'what to say: plain text, an empty line begins a paragraph',
    'text-file': 'the file in which it stands, instead',
    to: 'whom, separated by commas: going (the default), waitlisted, offered, requested, invited',
    'checked-in': 'yes: only who was let in; no: only who was not',
    language: 'with --trial, in which language to show it: en, de or ru; left out: yours',
    at: 'when, such as 2027-03-14T18:00:00+01:00; left out: now',
  },
  flags: { trial: 'only say how many it reaches, and what they would read' },
  details: 'Whom it is for is asked when it is sent: who joins before that gets it, who leaves does not.',
  async run({ words, options, flags, client }) {
    const said = await saidIn(onlyWord(words, AN_EVENT), options);
    const { announcements } = await client();
    if (flags.has('trial')) {
      const preview = await announcements.preview({
        ...said,
        locale: options.language as Locale | undefined,
      });
      return { json: preview, text: `It would reach ${preview.people}:\n\n${preview.text}` };
    }
    if (options.language !== undefined)
      throw new UsageError('--language goes with --trial: what is sent, everybody gets in their own.');
    const made = await announcements.create({ ...said, sendAt: instantIn(options.at) });
    return { json: made, text: lineOf(made) };
  },
};

export const listAnnouncements: Command = {
  name: 'announcements list',
  takes: '<event id>',
  summary: 'List what was written to the people of an event, and what became of it; for staff.',
  options: { limit: 'how many at most, 1 to 100', cursor: 'where the page before ended' },
  async run({ words, options: { limit, cursor }, client }) {
    const input = { eventId: onlyWord(words, AN_EVENT), cursor, ...(limit && { limit: Number(limit) }) };
    const page = await (await client()).announcements.list(input);
    const lines = page.items.length > 0 ? page.items.map(lineOf) : ['Nothing was written.'];
    if (page.nextCursor !== null) lines.push(`More: --cursor ${page.nextCursor}`);
    return { json: page, text: lines.join('\n') };
  },
};

export const cancelAnnouncement: Command = {
  name: 'announcements cancel',
  takes: '<announcement id>',
  summary: 'Take an announcement back: all of it before its time, and then what has not left yet; for staff.',
  async run({ words, client }) {
    const announcementId = onlyWord(words, 'the id of an announcement');
    const cancelled = await (await client()).announcements.cancel({ announcementId });
    return { json: cancelled, text: lineOf(cancelled) };
  },
};

type Said = Parameters<Client['announcements']['preview']>[0];

async function saidIn(eventId: string, options: Readonly<Options>): Promise<Said> {
  const { subject } = options;
  if (subject === undefined) throw new UsageError('It wants a subject, with --subject.');
  const states = listOf(options.to) as AnnouncedState[];
  const checkedIn = options['checked-in'] as AnnouncedCheckIn | undefined;
  return {
    ...{ eventId, subject, body: await textIn(options), checkedIn },
    ...(states.length > 0 && { states }),
  };
}

async function textIn({ text, 'text-file': path }: Readonly<Options>): Promise<string> {
  if ((text === undefined) === (path === undefined))
    throw new UsageError('Say what to send: either with --text or with --text-file.');
  if (path === undefined) return text ?? '';
  return readFile(path, 'utf8').catch((cause: { code?: string }) => {
    throw new UsageError(`${path} cannot be read (${cause.code}).`);
  });
}

function instantIn(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const instant = new Date(text);
  // Without an offset it would be another time on every machine.
  if (!/(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(instant.getTime()))
    throw new UsageError(`--at wants an instant such as 2027-03-14T18:00:00+01:00; got ${text}.`);
  return instant;
}

function lineOf({ id, state, sendAt, subject, mails }: Announcement): string {
  const { posted, sent, failed, unknown } = mails;
  const counts = `${posted} posted, ${sent} sent, ${failed} failed, ${unknown} unknown`;
  return `${id}  ${state}  ${sendAt.toISOString()}  ${subject}  (${counts})`;
}

import { type Command, onlyWord, UsageError } from '../command.ts';

const AN_EVENT = 'the id of an event';

type Step = 'publish' | 'unpublish' | 'archive';

const step = (name: Step, summary: string): Command => ({
  name: `events ${name}`,
  takes: '<event id>',
  summary,
  async run({ words, client }) {
    const event = await (await client()).events[name]({ eventId: onlyWord(words, AN_EVENT) });
    return { json: event, text: `${event.name}: ${event.status}.` };
  },
});

export const publishEvent = step('publish', 'Show a draft to everybody.');
export const unpublishEvent = step('unpublish', 'Make a draft again of what nobody takes part in yet.');
export const archiveEvent = step('archive', 'Put away what is over or cancelled.');

export const cancelEvent: Command = {
  name: 'events cancel',
  takes: '<event id>',
  summary: 'Call an event off. Everybody who wanted to come is told why.',
  options: { reason: 'why, for those who wanted to come' },
  async run({ words, options: { reason }, client }) {
    const eventId = onlyWord(words, AN_EVENT);
    if (reason === undefined) throw new UsageError('Say why, with --reason.');
    const event = await (await client()).events.cancel({ eventId, reason });
    return { json: event, text: `${event.name}: ${event.status}.` };
  },
};

export const duplicateEvent: Command = {
  name: 'events duplicate',
  takes: '<event id>',
  summary: 'Make a draft like an event, without its people.',
  options: {
    starts: 'when the new one starts, in the zone of the old one: 2027-03-14T19:30',
    name: 'its name',
  },
  async run({ words, options: { starts, name }, client }) {
    const eventId = onlyWord(words, AN_EVENT);
    if (starts === undefined) throw new UsageError('Say when it starts, with --starts 2027-03-14T19:30.');
    const input = { eventId, startsAtLocal: starts, ...(name !== undefined && { name }) };
    const event = await (await client()).events.duplicate(input);
    return { json: event, text: event.id };
  },
};

import type { EventDetails, EventSummary, ListEventsInput, Participation } from '@foyer/client';
import { type Command, noWords, onlyWord, UsageError } from '../command.ts';

const AN_EVENT = 'the id of an event';

export const listEvents: Command = {
  name: 'events list',
  takes: '',
  summary: 'List events, soonest first.',
  options: {
    when: 'upcoming (the default) or past',
    status: 'published (the default), cancelled; for staff also draft, archived',
    limit: 'how many at most, 1 to 100',
    cursor: 'where to go on: the nextCursor of the page before',
  },
  async run({ words, options, client }) {
    noWords(words);
    const { when, status, limit, cursor } = options;
    const count = limit === undefined ? undefined : Number(limit);
    if (Number.isNaN(count)) throw new UsageError(`--limit wants a number; got ${limit}.`);
    // The server knows which words are right, and says so.
    const input = { when, status, limit: count, cursor } as ListEventsInput;
    const page = await (await client()).events.list(input);
    const more = page.nextCursor ? [`More: --cursor ${page.nextCursor}`] : [];
    const lines = page.items.length > 0 ? page.items.map(lineOf) : ['No events.'];
    return { json: page, text: [...lines, ...more].join('\n') };
  },
};

export const getEvent: Command = {
  name: 'events get',
  takes: '<event id>',
  summary: 'Show everything about one event.',
  async run({ words, client }) {
    const event = await (await client()).events.get({ eventId: onlyWord(words, AN_EVENT) });
    return { json: event, text: describe(event) };
  },
};

export const joinEvent: Command = {
  name: 'events join',
  takes: '<event id>',
  summary: 'Take a seat, or a place on the waitlist.',
  async run({ words, client }) {
    const joined = await (await client()).participations.join({ eventId: onlyWord(words, AN_EVENT) });
    return { json: joined, text: standing(joined) };
  },
};

export const leaveEvent: Command = {
  name: 'events leave',
  takes: '<event id>',
  summary: 'Give the seat, or the place on the waitlist, back.',
  async run({ words, client }) {
    const left = await (await client()).participations.leave({ eventId: onlyWord(words, AN_EVENT) });
    return { json: left, text: standing(left) };
  },
};

function lineOf(event: EventSummary): string {
  return `${event.id}  ${whenOf(event)}  ${event.name}  (${seatsOf(event)})`;
}

function describe(event: EventDetails): string {
  const facts = [
    event.name,
    whenOf(event),
    [event.locationName, event.locationAddress].filter(Boolean).join(', '),
    `${event.status}, ${event.phase}; ${seatsOf(event)}`,
    event.cancellationReason && `Cancelled: ${event.cancellationReason}`,
    event.mine && `You: ${event.mine}${event.myWaitlistPlace ? `, place ${event.myWaitlistPlace}` : ''}`,
    event.description && `\n${event.description}`,
  ];
  return facts.filter(Boolean).join('\n');
}

function whenOf(event: EventSummary): string {
  return `${event.startsAtLocal.replace('T', ' ')} ${event.timeZone}`;
}

function seatsOf({ capacity, seatsLeft }: EventSummary): string {
  return capacity === null ? 'no bound on seats' : `${seatsLeft} of ${capacity} seats left`;
}

function standing({ state, waitlistPlace, offerExpiresAt }: Participation): string {
  switch (state) {
    case 'going':
      return 'You are going.';
    case 'waitlisted':
      return `You wait for a seat, at place ${waitlistPlace}.`;
    case 'invited':
      return 'You are invited, and have not answered yet.';
    case 'requested':
      return 'Your request is with the organisers.';
    case 'offered':
      return `A seat is kept for you until ${offerExpiresAt?.toISOString()}.`;
    case 'declined':
      return 'You are not going.';
    case 'rejected':
      return 'You cannot take part in this event.';
    case 'left':
      return 'You are no longer going.';
  }
}

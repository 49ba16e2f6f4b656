import type { EventDetails, EventPage, EventSummary, ListEventsInput, Participation } from '@foyer/client';
import { type Command, noWords, onlyWord, UsageError } from '../command.ts';

const AN_EVENT = 'the id of an event';

const filters = {
  when: 'upcoming (the default) or past',
  status: 'published (the default), cancelled; for staff also draft, archived',
  from: 'starts then or later: an instant such as 2027-03-14T18:30:00Z',
  until: 'starts before',
  place: 'part of the name or address of the place',
  seats: 'free: with a seat left',
  registration: 'open: what one may join now',
  limit: 'how many at most, 1 to 100',
  cursor: 'where to go on: the nextCursor of the page before',
};

export const listEvents: Command = {
  name: 'events list',
  takes: '',
  summary: 'List events, soonest first.',
  options: filters,
  async run({ words, options, client }) {
    noWords(words);
    return answerPage(await (await client()).events.list(filtersIn(options)));
  },
};

export const searchEvents: Command = {
  name: 'events search',
  takes: '<words>',
  summary: 'Find events by words; what fits best comes first.',
  options: filters,
  async run({ words, options, client }) {
    if (words.length === 0) throw new UsageError('Say what you are looking for.');
    return answerPage(
      await (await client()).events.search({ ...filtersIn(options), query: words.join(' ') }),
    );
  },
};

function filtersIn(options: Record<string, string | undefined>): ListEventsInput {
  const { limit, from, until, ...words } = options;
  const count = limit === undefined ? undefined : Number(limit);
  if (Number.isNaN(count)) throw new UsageError(`--limit wants a number; got ${limit}.`);
  // The server knows which words are right, and says so.
  return {
    ...words,
    limit: count,
    from: instantIn('from', from),
    until: instantIn('until', until),
  } as ListEventsInput;
}

function instantIn(option: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw new UsageError(`--${option} wants an instant such as 2027-03-14T18:30:00Z; got ${text}.`);
  return instant;
}

function answerPage(page: EventPage) {
  const more = page.nextCursor ? [`More: --cursor ${page.nextCursor}`] : [];
  const lines = page.items.length > 0 ? page.items.map(lineOf) : ['No events.'];
  return { json: page, text: [...lines, ...more].join('\n') };
}

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

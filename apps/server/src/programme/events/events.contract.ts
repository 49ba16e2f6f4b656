import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { instantInput } from '../../kernel/instant.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';
import { inLines, inOneLine } from '../../kernel/text.contract.ts';
import { EventImage } from '../images/images.contract.ts';
import { ParticipationState } from '../participations/participations.contract.ts';
import { ReminderRule, reminderRules } from '../reminders/reminders.contract.ts';
import { SeriesException, SeriesPlace } from '../series/occurrence.contract.ts';

export const EventStatus = z.enum(['draft', 'published', 'cancelled', 'archived']).meta({
  id: 'EventStatus',
  description: 'What staff has decided. Drafts are seen by staff alone.',
});
export type EventStatus = z.infer<typeof EventStatus>;

export const EventPhase = z
  .enum(['upcoming', 'ongoing', 'ended'])
  .meta({ id: 'EventPhase', description: 'Where the event stands in time, by the server clock.' });
export type EventPhase = z.infer<typeof EventPhase>;

export const WaitlistMode = z.enum(['off', 'auto', 'offer']).meta({
  id: 'WaitlistMode',
  description:
    'Whoever comes when every seat is taken waits. `auto`: moves up by itself. `offer`: is offered the seat for some hours, and takes it or not. `off`: there is no waitlist.',
});
export type WaitlistMode = z.infer<typeof WaitlistMode>;

export const JoinPolicy = z.enum(['open', 'approval', 'invitation', 'closed']).meta({
  id: 'JoinPolicy',
  description:
    'Who comes in without being asked. `open`: anybody who is signed in. `approval`: anybody, once staff agrees. `invitation`: nobody but the invited. `closed`: nobody; staff adds people.',
});
export type JoinPolicy = z.infer<typeof JoinPolicy>;

const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .regex(...inOneLine);
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .regex(...inLines);

const NOT_A_LOCAL_TIME = declareProblem('not-a-local-time', 'Write it as 2027-03-14T19:30.');

/** A wall-clock time without a zone: `2027-03-14T19:30`. Together with `timeZone` it names one instant. */
export const LocalDateTime = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, NOT_A_LOCAL_TIME.text);

export const EventSummary = z
  .object({
    id: z.uuid(),
    status: EventStatus,
    phase: EventPhase,
    name: z.string(),
    shortDescription: z.string(),
    startsAt: z.date().describe('The instant at which it starts.'),
    endsAt: z.date(),
    startsAtLocal: z.string().describe('The same as wall-clock time in `timeZone`: `2027-03-14T19:30`.'),
    endsAtLocal: z.string(),
    timeZone: z.string().describe('IANA name of the zone in which it takes place.'),
    locationName: z.string().nullable(),
    image: EventImage.nullable(),
    capacity: z.int().nullable().describe('Seats in all; null for as many as come.'),
    seatsTaken: z.int(),
    seatsLeft: z.int().nullable().describe('Null when there is no bound.'),
    joinPolicy: JoinPolicy,
    waitlist: WaitlistMode,
    series: SeriesPlace.nullable().describe('Null for an event that stands alone.'),
    mine: ParticipationState.nullable().describe('How the caller takes part; null when not, or signed out.'),
  })
  .meta({ id: 'EventSummary', description: 'An event as lists show it.' });
export type EventSummary = z.infer<typeof EventSummary>;

export const EventDetails = EventSummary.extend({
  series: SeriesException.nullable().describe('Null for an event that stands alone.'),
  description: z.string().describe('Plain text with line breaks.'),
  rescheduledFrom: z
    .date()
    .nullable()
    .describe('When it was to start, if it was moved while it was published; the last time before.'),
  locationAddress: z.string().nullable(),
  paymentInfo: z.string().nullable().describe('How and what to pay, in words.'),
  registrationOpensAt: z.date().nullable(),
  registrationClosesAt: z.date().nullable(),
  reminders: z.array(ReminderRule).describe('When those with a seat are reminded.'),
  cancellationReason: z.string().nullable(),
  offerHours: z.int().describe('How long a freed seat is kept for whom it is offered to.'),
  waitlistLength: z.int().describe('How many wait for a seat.'),
  myWaitlistPlace: z.int().nullable().describe('1 is next in line; null when the caller does not wait.'),
  myOfferExpiresAt: z.date().nullable().describe('Until when a seat is kept for the caller; otherwise null.'),
  calendarUrl: z
    .string()
    .describe('Absolute address of a file for calendars. With a seat it is one’s own, as it was mailed.'),
  version: z.int().describe('Counts changes; hand it back to `events.update`.'),
}).meta({ id: 'EventDetails', description: 'Everything about one event.' });
export type EventDetails = z.infer<typeof EventDetails>;

const filters = {
  when: z
    .enum(['upcoming', 'past'])
    .default('upcoming')
    .describe('`upcoming`: not over yet, soonest first. `past`: over, latest first.'),
  status: EventStatus.default('published').describe(
    'Any other than `published` and `cancelled` is for staff.',
  ),
  from: instantInput.optional().describe('Starts then or later.'),
  until: instantInput.optional().describe('Starts before.'),
  place: oneLine(100)
    .min(3, 'Give three letters at least.')
    .optional()
    .describe('Part of the name or address of the place, 3 to 100 characters.'),
  seats: z.enum(['any', 'free']).default('any').describe('`free`: a seat is left.'),
  registration: z.enum(['any', 'open']).default('any').describe('`open`: one may join now.'),
};
const EventFilters = z.object(filters);
export type EventFilters = z.infer<typeof EventFilters>;

export const ListEventsInput = z
  .object({ ...pageInput, ...filters, seriesId: z.uuid().optional().describe('Dates of this series alone.') })
  .meta({ id: 'ListEventsInput' });
export type ListEventsInput = z.infer<typeof ListEventsInput>;

export const SearchEventsInput = z
  .object({
    query: oneLine(200)
      .min(1, 'Say what you are looking for.')
      .describe('Words as somebody types them, the last one half if need be; at most 200 characters.'),
    ...pageInput,
    ...filters,
  })
  .meta({ id: 'SearchEventsInput' });
export type SearchEventsInput = z.infer<typeof SearchEventsInput>;

export const EventPage = z.object({ items: z.array(EventSummary), nextCursor }).meta({ id: 'EventPage' });
export type EventPage = z.infer<typeof EventPage>;

export const GetEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'GetEventInput' });
export type GetEventInput = z.infer<typeof GetEventInput>;

const fields = {
  name: oneLine(160).min(1, 'Give the event a name.').describe('One line, 1 to 160 characters.'),
  shortDescription: oneLine(300).describe('One line for lists, at most 300 characters.'),
  description: text(20_000).describe('Plain text with line breaks, at most 20,000 characters.'),
  startsAtLocal: LocalDateTime.describe('Wall-clock start in `timeZone`: `2027-03-14T19:30`.'),
  endsAtLocal: LocalDateTime.describe('Wall-clock end in `timeZone`, after the start.'),
  timeZone: z.string().max(64).describe('IANA name, such as `Europe/Berlin`.'),
  locationName: oneLine(160).nullable(),
  locationAddress: oneLine(300).nullable(),
  paymentInfo: text(2_000).nullable().describe('How and what to pay, in words.'),
  capacity: z.int().min(1).max(1_000_000).nullable().describe('Seats in all; null for as many as come.'),
  joinPolicy: JoinPolicy,
  waitlist: WaitlistMode,
  offerHours: z
    .int()
    .min(1)
    .max(720)
    .describe('How many hours a freed seat is kept for whom it is offered to, 1 to 720.'),
  registrationOpensAt: instantInput.nullable().describe('Null: from publication on.'),
  registrationClosesAt: instantInput
    .nullable()
    .describe('Null: until the event starts. Never later than it ends.'),
  reminders: reminderRules,
};

export const CreateEventInput = z
  .object({
    ...fields,
    shortDescription: fields.shortDescription.default(''),
    description: fields.description.default(''),
    locationName: fields.locationName.default(null),
    locationAddress: fields.locationAddress.default(null),
    paymentInfo: fields.paymentInfo.default(null),
    capacity: fields.capacity.default(null),
    joinPolicy: JoinPolicy.default('open'),
    waitlist: WaitlistMode.default('auto'),
    offerHours: fields.offerHours.default(24),
    registrationOpensAt: fields.registrationOpensAt.default(null),
    registrationClosesAt: fields.registrationClosesAt.default(null),
    reminders: fields.reminders.default([{ kind: 'before', minutes: 1_440 }]),
  })
  .meta({ id: 'CreateEventInput', description: 'A new event begins as a draft.' });
export type CreateEventInput = z.infer<typeof CreateEventInput>;

export const UpdateEventInput = z
  .object({
    eventId: z.uuid(),
    version: z.int().describe('The version that was read; a change in between refuses this one.'),
  })
  .extend(z.object(fields).partial().shape)
  .meta({ id: 'UpdateEventInput', description: 'What to change; what is left out stays.' });
export type UpdateEventInput = z.infer<typeof UpdateEventInput>;

export const PublishEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'PublishEventInput' });
export type PublishEventInput = z.infer<typeof PublishEventInput>;

export const CancelEventInput = z
  .object({
    eventId: z.uuid(),
    reason: oneLine(500)
      .min(1, 'Say why, for those who wanted to come.')
      .describe('Told to every participant.'),
  })
  .meta({ id: 'CancelEventInput' });
export type CancelEventInput = z.infer<typeof CancelEventInput>;

export const UnpublishEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'UnpublishEventInput' });
export type UnpublishEventInput = z.infer<typeof UnpublishEventInput>;

export const ArchiveEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'ArchiveEventInput' });
export type ArchiveEventInput = z.infer<typeof ArchiveEventInput>;

export const DuplicateEventInput = z
  .object({
    eventId: z.uuid(),
    startsAtLocal: LocalDateTime.describe(
      'When the new one starts, in the zone of the old one. The end and the registration move along.',
    ),
    name: fields.name.optional().describe('Left out: the same.'),
  })
  .meta({ id: 'DuplicateEventInput' });
export type DuplicateEventInput = z.infer<typeof DuplicateEventInput>;

export const EVENT_NOT_FOUND = declareFault('EVENT_NOT_FOUND', 'NOT_FOUND', 'There is no such event.');
export const EVENT_CHANGED = declareFault(
  'EVENT_CHANGED',
  'CONFLICT',
  'Somebody changed this event in the meantime. Read it again, then change it.',
);
export const EVENT_NOT_PUBLISHABLE = declareFault(
  'EVENT_NOT_PUBLISHABLE',
  'CONFLICT',
  'Only a draft whose end lies ahead can be published.',
);
export const EVENT_NOT_CANCELLABLE = declareFault(
  'EVENT_NOT_CANCELLABLE',
  'CONFLICT',
  'Only a draft or a published event that is not over can be cancelled.',
);
export const EVENT_NOT_EDITABLE = declareFault(
  'EVENT_NOT_EDITABLE',
  'CONFLICT',
  'A cancelled or archived event cannot be changed.',
);
export const EVENT_TIMES_INVALID = declareFault(
  'EVENT_TIMES_INVALID',
  'BAD_REQUEST',
  'The times do not fit together.',
);
export const EVENT_NOT_PUBLISHED = declareFault(
  'EVENT_NOT_PUBLISHED',
  'CONFLICT',
  'Only a published event that is not over can become a draft again.',
);
export const EVENT_HAS_PARTICIPANTS = declareFault(
  'EVENT_HAS_PARTICIPANTS',
  'CONFLICT',
  'Somebody takes part, waits or was invited. Cancel the event instead, so that they are told.',
);
export const EVENT_NOT_ARCHIVABLE = declareFault(
  'EVENT_NOT_ARCHIVABLE',
  'CONFLICT',
  'Only an event that is over or cancelled can be archived.',
);

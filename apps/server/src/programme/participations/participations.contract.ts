import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';

export const ParticipationState = z
  .enum(['invited', 'requested', 'waitlisted', 'offered', 'going', 'declined', 'left', 'rejected'])
  .meta({
    id: 'ParticipationState',
    description:
      '`going` holds a seat, and so does `offered`, until the offer runs out. `waitlisted` waits for one, `requested` for staff to agree, `invited` has been asked. `declined` did not want, `left` no longer does, `rejected` was not let in.',
  });
export type ParticipationState = z.infer<typeof ParticipationState>;

export const ParticipationSource = z
  .enum(['self', 'staff', 'invitation', 'import'])
  .meta({ id: 'ParticipationSource', description: 'How a person came to be on the list of an event.' });
export type ParticipationSource = z.infer<typeof ParticipationSource>;

export const Participation = z
  .object({
    id: z.uuid(),
    eventId: z.uuid(),
    state: ParticipationState,
    source: ParticipationSource,
    waitlistPlace: z.int().nullable().describe('1 is next in line; null for whoever does not wait.'),
    offerExpiresAt: z.date().nullable().describe('Until when an offered seat is kept; otherwise null.'),
    joinedAt: z.date(),
  })
  .meta({ id: 'Participation', description: 'One person at one event.' });
export type Participation = z.infer<typeof Participation>;

export const JoinEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'JoinEventInput' });
export type JoinEventInput = z.infer<typeof JoinEventInput>;

export const LeaveEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'LeaveEventInput' });
export type LeaveEventInput = z.infer<typeof LeaveEventInput>;

export const AcceptEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'AcceptEventInput' });
export type AcceptEventInput = z.infer<typeof AcceptEventInput>;

export const DeclineEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'DeclineEventInput' });
export type DeclineEventInput = z.infer<typeof DeclineEventInput>;

export const ListMyParticipationsInput = z.object({ ...pageInput }).meta({ id: 'ListMyParticipationsInput' });
export type ListMyParticipationsInput = z.infer<typeof ListMyParticipationsInput>;

export const MyParticipation = z
  .object({
    eventId: z.uuid(),
    eventName: z.string(),
    startsAt: z.date(),
    timeZone: z.string().describe('IANA name of the zone in which the event takes place.'),
    eventStatus: z.enum(['draft', 'published', 'cancelled', 'archived']),
    state: ParticipationState,
    waitlistPlace: z.int().nullable(),
    offerExpiresAt: z.date().nullable().describe('Until when an offered seat is kept; otherwise null.'),
  })
  .meta({ id: 'MyParticipation' });
export type MyParticipation = z.infer<typeof MyParticipation>;

export const MyParticipationPage = z
  .object({ items: z.array(MyParticipation), nextCursor })
  .meta({ id: 'MyParticipationPage' });
export type MyParticipationPage = z.infer<typeof MyParticipationPage>;

export const ListParticipantsInput = z
  .object({
    eventId: z.uuid(),
    state: ParticipationState.optional().describe('Only those in this state; left out: everybody.'),
    search: z
      .string()
      .trim()
      .max(100, 'At most 100 characters.')
      .optional()
      .describe('Only those whose name or address has this in it; capitals do not matter.'),
    checkedIn: z
      .enum(['yes', 'no'])
      .optional()
      .describe('Only those who were let in, or only those who were not.'),
    ...pageInput,
  })
  .meta({ id: 'ListParticipantsInput' });
export type ListParticipantsInput = z.infer<typeof ListParticipantsInput>;

export const Participant = z
  .object({
    id: z.uuid().describe('Of the participation.'),
    accountId: z.uuid(),
    fullName: z.string(),
    isSystem: z.boolean().describe('An account of an import or a job.'),
    address: z.string(),
    state: ParticipationState,
    source: ParticipationSource,
    isOverride: z.boolean().describe('Staff put the person into this state against the rules of the event.'),
    waitlistPlace: z.int().nullable(),
    offerExpiresAt: z.date().nullable(),
    checkedInAt: z.date().nullable(),
    joinedAt: z.date(),
  })
  .meta({ id: 'Participant', description: 'One attendee, as staff sees them.' });
export type Participant = z.infer<typeof Participant>;

export const ParticipantPage = z
  .object({ items: z.array(Participant), nextCursor })
  .meta({ id: 'ParticipantPage' });
export type ParticipantPage = z.infer<typeof ParticipantPage>;

export const CountParticipantsInput = z.object({ eventId: z.uuid() }).meta({ id: 'CountParticipantsInput' });
export type CountParticipantsInput = z.infer<typeof CountParticipantsInput>;

export const ParticipantCounts = z
  .object({
    invited: z.int(),
    requested: z.int(),
    waitlisted: z.int(),
    offered: z.int(),
    going: z.int(),
    declined: z.int(),
    left: z.int(),
    rejected: z.int(),
    checkedIn: z.int().describe('How many of those who go were let in.'),
  })
  .meta({ id: 'ParticipantCounts', description: 'How many people of an event stand how with it.' });
export type ParticipantCounts = z.infer<typeof ParticipantCounts>;

export const ReadHistoryInput = z
  .object({ participationId: z.uuid(), ...pageInput })
  .meta({ id: 'ReadHistoryInput' });
export type ReadHistoryInput = z.infer<typeof ReadHistoryInput>;

/** Of why the service itself moves somebody. */
export const TRANSITION_CAUSES = [
  'approved',
  'blacklisted',
  'invited-by-address',
  'offer-accepted',
  'offer-ran-out',
  'seat-became-free',
] as const;

export const TransitionCause = z.enum(TRANSITION_CAUSES).meta({
  id: 'TransitionCause',
  description:
    '`approved`: staff agreed to a request. `blacklisted`: the person came onto the blacklist, or was found on it when a seat would have been theirs. `invited-by-address`: an address that was invited became that of an account. `offer-accepted` and `offer-ran-out`: a seat that was kept for the person was taken in time, or not. `seat-became-free`: they moved up from the line.',
});
export type TransitionCause = z.infer<typeof TransitionCause>;

export const ParticipationTransition = z
  .object({
    id: z.uuid(),
    from: ParticipationState.nullable().describe('Null: there was no record.'),
    to: ParticipationState,
    at: z.date(),
    actorId: z.uuid().nullable().describe('Null: Foyer itself, such as when somebody moved up.'),
    actorName: z.string().nullable(),
    isActorSystem: z.boolean().describe('Whether that is the account of an import or a job.'),
    cause: TransitionCause.nullable().describe('What moved them; null where they or staff did so by hand.'),
    reason: z.string().nullable().describe('What staff wrote for it, as they wrote it.'),
    isOverride: z.boolean(),
  })
  .meta({ id: 'ParticipationTransition', description: 'One change of how a person stands with an event.' });
export type ParticipationTransition = z.infer<typeof ParticipationTransition>;

export const ParticipationHistory = z
  .object({ items: z.array(ParticipationTransition), nextCursor })
  .meta({ id: 'ParticipationHistory' });
export type ParticipationHistory = z.infer<typeof ParticipationHistory>;

export const EVENT_FULL = declareFault(
  'EVENT_FULL',
  'CONFLICT',
  'Every seat is taken, and this event keeps no waitlist.',
);
export const REGISTRATION_CLOSED = declareFault(
  'REGISTRATION_CLOSED',
  'CONFLICT',
  'Registration for this event is not open.',
);
export const PARTICIPATION_REFUSED = declareFault(
  'PARTICIPATION_REFUSED',
  'FORBIDDEN',
  'You cannot take part in this event. If you think that this is a mistake, write to its organisers.',
);
export const INVITATION_REQUIRED = declareFault(
  'INVITATION_REQUIRED',
  'FORBIDDEN',
  'This event is for those who were invited.',
);
export const NOTHING_OFFERED = declareFault(
  'NOTHING_OFFERED',
  'CONFLICT',
  'You have no invitation to this event and no seat on offer.',
);
export const OFFER_EXPIRED = declareFault(
  'OFFER_EXPIRED',
  'CONFLICT',
  'The seat was kept for you until now, and has gone to the next in line.',
);
export const NOT_PARTICIPATING = declareFault(
  'NOT_PARTICIPATING',
  'CONFLICT',
  'You have not joined this event.',
);

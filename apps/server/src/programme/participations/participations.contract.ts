import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';

export const ParticipationState = z.enum(['going', 'waitlisted', 'left']).meta({
  id: 'ParticipationState',
  description: '`going` holds a seat, `waitlisted` waits for one, `left` did and no longer does.',
});
export type ParticipationState = z.infer<typeof ParticipationState>;

export const Participation = z
  .object({
    id: z.uuid(),
    eventId: z.uuid(),
    state: ParticipationState,
    waitlistPlace: z.int().nullable().describe('1 is next in line; null for whoever does not wait.'),
    joinedAt: z.date(),
  })
  .meta({ id: 'Participation', description: 'One person at one event.' });
export type Participation = z.infer<typeof Participation>;

export const JoinEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'JoinEventInput' });
export type JoinEventInput = z.infer<typeof JoinEventInput>;

export const LeaveEventInput = z.object({ eventId: z.uuid() }).meta({ id: 'LeaveEventInput' });
export type LeaveEventInput = z.infer<typeof LeaveEventInput>;

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
  })
  .meta({ id: 'MyParticipation' });
export type MyParticipation = z.infer<typeof MyParticipation>;

export const MyParticipationPage = z
  .object({ items: z.array(MyParticipation), nextCursor })
  .meta({ id: 'MyParticipationPage' });
export type MyParticipationPage = z.infer<typeof MyParticipationPage>;

export const ListParticipantsInput = z
  .object({ eventId: z.uuid(), ...pageInput })
  .meta({ id: 'ListParticipantsInput' });
export type ListParticipantsInput = z.infer<typeof ListParticipantsInput>;

export const Participant = z
  .object({
    accountId: z.uuid(),
    fullName: z.string(),
    address: z.string(),
    state: ParticipationState,
    waitlistPlace: z.int().nullable(),
    joinedAt: z.date(),
  })
  .meta({ id: 'Participant', description: 'One attendee, as staff sees them.' });
export type Participant = z.infer<typeof Participant>;

export const ParticipantPage = z
  .object({ items: z.array(Participant), nextCursor })
  .meta({ id: 'ParticipantPage' });
export type ParticipantPage = z.infer<typeof ParticipantPage>;

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
export const NOT_PARTICIPATING = declareFault(
  'NOT_PARTICIPATING',
  'CONFLICT',
  'You have not joined this event.',
);

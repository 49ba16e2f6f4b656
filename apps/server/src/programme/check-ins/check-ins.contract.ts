import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';

export const TicketInput = z.object({ eventId: z.uuid() }).meta({ id: 'TicketInput' });
export type TicketInput = z.infer<typeof TicketInput>;

export const Ticket = z
  .object({
    participationId: z.uuid(),
    eventId: z.uuid(),
    ticket: z.string().describe('To be shown at the door, as a QR code. Whoever has it is let in.'),
    checkedInAt: z.date().nullable(),
  })
  .meta({ id: 'Ticket', description: 'What lets somebody with a seat in.' });
export type Ticket = z.infer<typeof Ticket>;

export const CheckInInput = z
  .object({
    eventId: z.uuid(),
    ticket: z.string().max(200).optional().describe('As it was scanned; or else `participationId`.'),
    participationId: z.uuid().optional().describe('For whoever has no ticket at hand.'),
  })
  .meta({ id: 'CheckInInput' });
export type CheckInInput = z.infer<typeof CheckInInput>;

export const UndoCheckInInput = z
  .object({ eventId: z.uuid(), participationId: z.uuid() })
  .meta({ id: 'UndoCheckInInput' });
export type UndoCheckInInput = z.infer<typeof UndoCheckInInput>;

export const CheckIn = z
  .object({
    participationId: z.uuid(),
    accountId: z.uuid(),
    fullName: z.string(),
    isSystem: z.boolean().describe('An account of an import or a job.'),
    checkedInAt: z.date().nullable().describe('Null after it was undone.'),
    isFirst: z.boolean().describe('False when the person had been checked in before: look twice.'),
  })
  .meta({ id: 'CheckIn', description: 'Who was let in, and when.' });
export type CheckIn = z.infer<typeof CheckIn>;

export const TICKET_UNKNOWN = declareFault('TICKET_UNKNOWN', 'NOT_FOUND', 'This is no ticket to this event.');
export const TICKET_REJECTED = declareFault(
  'TICKET_REJECTED',
  'CONFLICT',
  'This person was turned away from this event.',
);
export const TICKET_GIVEN_UP = declareFault(
  'TICKET_GIVEN_UP',
  'CONFLICT',
  'This person has given their seat up.',
);
export const TICKET_WITHOUT_SEAT = declareFault(
  'TICKET_WITHOUT_SEAT',
  'CONFLICT',
  'This person has no seat: they wait, or have not confirmed.',
);
export const CHECK_IN_CLOSED = declareFault(
  'CHECK_IN_CLOSED',
  'CONFLICT',
  'Nobody is let in: the event was cancelled, or is not published.',
);

import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { instantInput } from '../../kernel/instant.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';
import { ParticipationState } from '../participations/participations.contract.ts';

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
    scannedAt: instantInput
      .optional()
      .describe(
        'When the person came in, for a scanner that had no network then: at most 48 hours ago. Left out: now.',
      ),
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

export const ListDoorInput = z
  .object({
    eventId: z.uuid(),
    cursor: pageInput.cursor,
    limit: z.coerce.number().int().min(1).max(1_000).default(1_000).describe('Rows on a page, 1 to 1,000.'),
  })
  .meta({ id: 'ListDoorInput' });
export type ListDoorInput = z.infer<typeof ListDoorInput>;

export const DoorEntry = z
  .object({
    participationId: z.uuid(),
    fullName: z.string(),
    isSystem: z.boolean().describe('An account of an import or a job.'),
    address: z.string(),
    state: ParticipationState,
    checkedInAt: z.date().nullable(),
    ticketHash: z
      .string()
      .describe(
        'The first 32 hexadecimal digits of the SHA-256 of the ticket, in small letters: a scanner without network knows a ticket by it, and nobody makes a ticket from it.',
      ),
  })
  .meta({ id: 'DoorEntry', description: 'One person, as a door needs to know them when it has no network.' });
export type DoorEntry = z.infer<typeof DoorEntry>;

export const DoorList = z
  .object({
    items: z.array(DoorEntry),
    nextCursor,
    now: z.date().describe('The time of the server, by which a scanner corrects its own.'),
  })
  .meta({ id: 'DoorList' });
export type DoorList = z.infer<typeof DoorList>;

export const SCAN_TIME_INVALID = declareFault(
  'SCAN_TIME_INVALID',
  'BAD_REQUEST',
  'Nobody was let in at this time: it lies ahead, or more than 48 hours back. Send the scan without a time.',
);
export const CHECK_IN_UNDONE = declareFault(
  'CHECK_IN_UNDONE',
  'CONFLICT',
  'This person was let in already, and that was taken back after this scan. Scan the ticket again if they are here.',
);
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

import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';
import { Address } from '../../people/accounts/accounts.contract.ts';
import { ParticipationRecord, SkipReason } from '../participations/steering.contract.ts';

export const InviteInput = z
  .object({
    eventId: z.uuid(),
    accountIds: z.array(z.uuid()).max(200, 'At most 200 at once.').optional(),
    addresses: z
      .array(Address)
      .max(200, 'At most 200 at once.')
      .optional()
      .describe('Of people with or without an account: who has none is invited by mail alone.'),
  })
  .meta({ id: 'InviteInput' });
export type InviteInput = z.infer<typeof InviteInput>;

export const Invitation = z
  .object({
    id: z.uuid(),
    eventId: z.uuid(),
    address: z.string(),
    fullName: z.string().nullable().describe('As staff wrote it; null when only the address was given.'),
    createdAt: z.date(),
  })
  .meta({
    id: 'Invitation',
    description: 'An invitation to an address that has no account yet. It waits for the address to register.',
  });
export type Invitation = z.infer<typeof Invitation>;

export const SkippedInvitation = z
  .object({ accountId: z.uuid().nullable(), address: z.string().nullable(), reason: SkipReason })
  .meta({ id: 'SkippedInvitation' });
export type SkippedInvitation = z.infer<typeof SkippedInvitation>;

export const InvitedPeople = z
  .object({
    invited: z.array(ParticipationRecord),
    pending: z.array(Invitation).describe('Those who have no account yet.'),
    skipped: z.array(SkippedInvitation),
  })
  .meta({ id: 'InvitedPeople', description: 'Who was invited, and who was not and why.' });
export type InvitedPeople = z.infer<typeof InvitedPeople>;

export const InviteByCsvInput = z
  .object({
    eventId: z.uuid(),
    csv: z
      .string()
      .min(1, 'The file is empty.')
      .max(500_000, 'At most 500,000 characters.')
      .describe(
        'A first line that names the columns, `address` and, if wanted, `fullName`; then a line for each person. Commas, semicolons or tabs between them. Without a first line of names the address is looked for in each line.',
      ),
    isTrial: z
      .boolean()
      .default(false)
      .describe('True reads the file and says what is wrong with it, and invites nobody.'),
  })
  .meta({ id: 'InviteByCsvInput' });
export type InviteByCsvInput = z.infer<typeof InviteByCsvInput>;

export const Invitee = z
  .object({ line: z.int(), address: z.string(), fullName: z.string().nullable() })
  .meta({ id: 'Invitee', description: 'Somebody to be invited, and on which line of the file they stand.' });
export type Invitee = z.infer<typeof Invitee>;

export const CsvProblem = z
  .object({
    line: z.int().describe('Counted from 1, as editors do.'),
    text: z.string().describe('What stands there, cut after 200 characters.'),
    problem: z.enum(['not-csv', 'no-address', 'bad-address', 'bad-name', 'named-twice', 'too-many']),
  })
  .meta({
    id: 'CsvProblem',
    description:
      'Why a line is left out. `not-csv`: its quotes do not close. `no-address`: none is in it. `bad-address`, `bad-name`: they are none. `named-twice`: the address stands further up already. `too-many`: beyond what one file may hold.',
  });
export type CsvProblem = z.infer<typeof CsvProblem>;

export const InvitedByCsv = z
  .object({
    people: z.array(Invitee).describe('Everybody whom the file names rightly.'),
    problems: z.array(CsvProblem),
    invited: z.array(ParticipationRecord),
    pending: z.array(Invitation).describe('Those who have no account yet.'),
    skipped: z.array(SkippedInvitation),
  })
  .meta({
    id: 'InvitedByCsv',
    description: 'What a file says, and who was invited by it; in a trial nobody.',
  });
export type InvitedByCsv = z.infer<typeof InvitedByCsv>;

export const ListInvitationsInput = z
  .object({ eventId: z.uuid(), ...pageInput })
  .meta({ id: 'ListInvitationsInput' });
export type ListInvitationsInput = z.infer<typeof ListInvitationsInput>;

export const InvitationPage = z
  .object({ items: z.array(Invitation), nextCursor })
  .meta({ id: 'InvitationPage' });
export type InvitationPage = z.infer<typeof InvitationPage>;

export const WithdrawInvitationInput = z
  .object({ invitationId: z.uuid() })
  .meta({ id: 'WithdrawInvitationInput' });
export type WithdrawInvitationInput = z.infer<typeof WithdrawInvitationInput>;

export const INVITATION_NOT_FOUND = declareFault(
  'INVITATION_NOT_FOUND',
  'NOT_FOUND',
  'There is no such invitation. Its address may have registered meanwhile.',
);

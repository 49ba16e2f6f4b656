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
  .object({ id: z.uuid(), eventId: z.uuid(), address: z.string(), createdAt: z.date() })
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

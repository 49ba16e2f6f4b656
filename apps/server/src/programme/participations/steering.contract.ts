import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { inOneLine } from '../../kernel/text.contract.ts';
import { Address } from '../../people/accounts/accounts.contract.ts';
import { ParticipationSource, ParticipationState } from './participations.contract.ts';

const oneLine = z
  .string()
  .trim()
  .min(1, 'Say why.')
  .max(500, 'At most 500 characters.')
  .regex(...inOneLine);

/** Who is meant: an account by its id or by its address. */
const somebody = {
  accountId: z.uuid().optional().describe('Give either an account or an address.'),
  address: Address.optional().describe('Of an account.'),
};

const participationIds = z.array(z.uuid()).min(1, 'Give one at least.').max(200, 'At most 200 at once.');

export const ParticipationRecord = z
  .object({
    id: z.uuid(),
    eventId: z.uuid(),
    accountId: z.uuid(),
    state: ParticipationState,
    source: ParticipationSource,
  })
  .meta({ id: 'ParticipationRecord', description: 'One person at one event, after staff has changed it.' });
export type ParticipationRecord = z.infer<typeof ParticipationRecord>;

export const SkipReason = z.enum(['unknown', 'wrong-state', 'full', 'over', 'blacklisted']).meta({
  id: 'SkipReason',
  description:
    '`unknown`: there is no such record or account. `wrong-state`: nothing of the kind was to be done. `full`: no seat and no waitlist. `over`: the event is not there to be joined. `blacklisted`: the person may not take part.',
});
export type SkipReason = z.infer<typeof SkipReason>;

export const SkippedParticipation = z
  .object({ participationId: z.uuid(), reason: SkipReason })
  .meta({ id: 'SkippedParticipation' });
export type SkippedParticipation = z.infer<typeof SkippedParticipation>;

export const ParticipationChanges = z
  .object({ changed: z.array(ParticipationRecord), skipped: z.array(SkippedParticipation) })
  .meta({ id: 'ParticipationChanges', description: 'What was done, and what was not and why.' });
export type ParticipationChanges = z.infer<typeof ParticipationChanges>;

export const ApproveParticipationsInput = z
  .object({ participationIds })
  .meta({ id: 'ApproveParticipationsInput' });
export type ApproveParticipationsInput = z.infer<typeof ApproveParticipationsInput>;

export const RejectParticipationsInput = z
  .object({ participationIds, reason: oneLine.optional().describe('Told to the person.') })
  .meta({ id: 'RejectParticipationsInput' });
export type RejectParticipationsInput = z.infer<typeof RejectParticipationsInput>;

export const RecordParticipationInput = z
  .object({
    eventId: z.uuid(),
    ...somebody,
    state: z
      .enum(['going', 'waitlisted', 'left', 'rejected'])
      .describe(
        'How the person is to stand with the event. `waitlisted` is the end of the line: where a seat is free for it, the person has the seat, or the offer of it, at once.',
      ),
    reason: oneLine.describe('Kept in the history and in the audit log, and not told to the person.'),
    override: z
      .boolean()
      .optional()
      .describe(
        'True also does what the rules of the event refuse: it is full, over, not open, or keeps no waitlist.',
      ),
  })
  .meta({ id: 'RecordParticipationInput' });
export type RecordParticipationInput = z.infer<typeof RecordParticipationInput>;

export const RecordRequestInput = z
  .object({
    eventId: z.uuid(),
    ...somebody,
    reason: oneLine.optional().describe('Told to the person, and kept in the history and in the audit log.'),
  })
  .meta({ id: 'RecordRequestInput' });
export type RecordRequestInput = z.infer<typeof RecordRequestInput>;

export const RemoveParticipationInput = z
  .object({ participationId: z.uuid(), reason: oneLine.describe('Kept in the audit log.') })
  .meta({ id: 'RemoveParticipationInput' });
export type RemoveParticipationInput = z.infer<typeof RemoveParticipationInput>;

export const PARTICIPATION_NOT_FOUND = declareFault(
  'PARTICIPATION_NOT_FOUND',
  'NOT_FOUND',
  'There is no such participation.',
);
export const NO_WAITLIST = declareFault(
  'NO_WAITLIST',
  'CONFLICT',
  'This event keeps no waitlist. Turn it on, or record a seat.',
);
export const EVENT_NOT_ANSWERABLE = declareFault(
  'EVENT_NOT_ANSWERABLE',
  'CONFLICT',
  'Nobody could answer: the event is a draft, cancelled, archived or over. Say how the person stands by `record`, with `override`.',
);
export const PERSON_BLACKLISTED = declareFault(
  'PERSON_BLACKLISTED',
  'CONFLICT',
  'This person is on the blacklist of this event. Remove the entry first.',
);

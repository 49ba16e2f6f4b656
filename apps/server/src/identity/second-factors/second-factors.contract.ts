import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Deliver } from '../sessions/sessions.contract.ts';
import { SecondFactorKind, Ticket } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { WebhookUrl } from '../webhooks/webhooks.contract.ts';

/** What an account may choose to be asked for. */
const ChosenFactorKind = z.enum(['mail-code', 'totp', 'webhook-code', 'passkey']).meta({
  id: 'ChosenFactorKind',
  description: 'What an account may choose to be asked for after its first factor.',
});
export type ChosenFactorKind = z.infer<typeof ChosenFactorKind>;

/** What is shown by typing it; a passkey is shown by its own ceremony. */
export const TypedFactorKind = SecondFactorKind.exclude(['passkey']).meta({
  id: 'TypedFactorKind',
  description: 'A second factor that is shown by typing it.',
});
export type TypedFactorKind = z.infer<typeof TypedFactorKind>;

const SecondFactor = z
  .object({
    kind: ChosenFactorKind,
    createdAt: z.date(),
    lastUsedAt: z.date().nullable(),
    webhookHost: z.string().nullable().describe('Where codes are delivered; null for all but a webhook.'),
  })
  .meta({ id: 'SecondFactor', description: 'A second factor that the account has chosen.' });

export const SecondFactorList = z
  .object({
    isOn: z.boolean().describe('Whether a second factor is asked for at all.'),
    factors: z.array(SecondFactor),
    recoveryCodesLeft: z.int(),
  })
  .meta({ id: 'SecondFactorList' });
export type SecondFactorList = z.infer<typeof SecondFactorList>;

export const TotpStart = z
  .object({
    secret: z.string().describe('Base32, for typing it into the authenticator app.'),
    uri: z.string().describe('The same as `otpauth://…`, for a QR code.'),
  })
  .meta({ id: 'TotpStart', description: 'Counts once it has been confirmed by a first code.' });
export type TotpStart = z.infer<typeof TotpStart>;

export const ConfirmFactorInput = z
  .object({ code: z.string().max(32).describe('Digits; spaces and dashes between them are dropped.') })
  .meta({ id: 'ConfirmFactorInput' });
export type ConfirmFactorInput = z.infer<typeof ConfirmFactorInput>;

export const FactorAdded = z
  .object({
    recoveryCodes: z
      .array(z.string())
      .nullable()
      .describe('With the first second factor: codes for when it is lost, shown this once. Null afterwards.'),
  })
  .meta({ id: 'FactorAdded' });
export type FactorAdded = z.infer<typeof FactorAdded>;

export const SetWebhookInput = z
  .object({ url: WebhookUrl.describe('A public address; https in production.') })
  .meta({ id: 'SetWebhookInput' });
export type SetWebhookInput = z.infer<typeof SetWebhookInput>;

export const WebhookStart = z
  .object({
    signingSecret: z.string().describe('`whsec_…`, by which the receiver knows our calls. Shown this once.'),
    expiresAt: z.date().describe('When the code that was sent there stops working.'),
  })
  .meta({ id: 'WebhookStart', description: 'Counts once it has been confirmed by the code that was sent.' });
export type WebhookStart = z.infer<typeof WebhookStart>;

export const RemoveFactorInput = z.object({ kind: ChosenFactorKind }).meta({ id: 'RemoveFactorInput' });
export type RemoveFactorInput = z.infer<typeof RemoveFactorInput>;

export const RecoveryCodes = z
  .object({ codes: z.array(z.string()).describe('Each works once. Shown this once; the earlier ones end.') })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const RequestFactorCodeInput = z
  .object({
    ticket: Ticket,
    kind: z.enum(['mail-code', 'webhook-code']).describe('Where the code is to be delivered.'),
  })
  .meta({ id: 'RequestFactorCodeInput' });
export type RequestFactorCodeInput = z.infer<typeof RequestFactorCodeInput>;

export const FactorCodeSent = z
  .object({ expiresAt: z.date().describe('When the code stops working: ten minutes after it was sent.') })
  .meta({ id: 'FactorCodeSent' });
export type FactorCodeSent = z.infer<typeof FactorCodeSent>;

const typedFactor = {
  ticket: Ticket,
  kind: TypedFactorKind,
  code: z.string().min(1).max(200).describe('What was typed: digits, a recovery code, or the password.'),
};

export const ShowFactorInput = z.object(typedFactor).meta({ id: 'ShowFactorInput' });
export type ShowFactorInput = z.infer<typeof ShowFactorInput>;

export const RedeemFactorInput = z
  .object({ ...typedFactor, deliver: Deliver })
  .meta({ id: 'RedeemFactorInput' });
export type RedeemFactorInput = z.infer<typeof RedeemFactorInput>;

export const RecoveryAllowed = z
  .object({ ticket: z.string().describe('The same ticket, which owes nothing more.') })
  .meta({ id: 'RecoveryAllowed' });
export type RecoveryAllowed = z.infer<typeof RecoveryAllowed>;

export const FACTOR_NOT_OWED = declareFault(
  'FACTOR_NOT_OWED',
  'BAD_REQUEST',
  'This attempt does not ask for that second factor. Show one of those that it named.',
);
export const SECOND_FACTOR_EXISTS = declareFault(
  'SECOND_FACTOR_EXISTS',
  'CONFLICT',
  'The account has a second factor of this kind. Remove it first.',
);
export const SECOND_FACTOR_NOT_FOUND = declareFault(
  'SECOND_FACTOR_NOT_FOUND',
  'NOT_FOUND',
  'The account has no second factor of this kind.',
);
export const SECOND_FACTOR_OFF = declareFault(
  'SECOND_FACTOR_OFF',
  'CONFLICT',
  'Recovery codes stand in for a second factor. Add one first.',
);
export const FIRST_FACTOR_MISSING = declareFault(
  'FIRST_FACTOR_MISSING',
  'CONFLICT',
  'This second factor needs another way in beside it: a mailed code needs a password, and a passkey has to be there.',
);

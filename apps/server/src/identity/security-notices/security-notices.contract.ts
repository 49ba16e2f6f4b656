import { z } from 'zod';

/** What the owner of an account is told of by mail, whoever did it. Each has its words in every language. */
export const SECURITY_EVENTS = [
  'new-device',
  'password-set',
  'password-changed',
  'password-removed',
  'account-recovered',
  'passkey-added',
  'passkey-removed',
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'api-key-made',
] as const;
export type SecurityEvent = (typeof SECURITY_EVENTS)[number];

/** What a mail tells of that lets somebody in by itself, and ends when its owner says that it was not them. */
export const MadeBySession = z.object({
  apiKeyId: z.uuid().optional(),
  passkeyId: z.uuid().optional(),
  secondFactorId: z.uuid().optional(),
});
export type MadeBySession = z.infer<typeof MadeBySession>;

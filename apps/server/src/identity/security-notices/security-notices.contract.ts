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
  'became-member',
  'became-staff',
  'became-superuser',
] as const;
export type SecurityEvent = (typeof SECURITY_EVENTS)[number];

/**
 * What a mail tells of that lets somebody in, and ends when its owner says that it was not them. A password and
 * recovery codes are named by when they were made: what was made in their place since is another.
 */
export const MadeBySession = z.object({
  apiKeyId: z.uuid().optional(),
  passkeyId: z.uuid().optional(),
  secondFactorId: z.uuid().optional(),
  passwordChangedAt: z.iso.datetime().optional(),
  codesMadeAt: z.iso.datetime().optional(),
});
export type MadeBySession = z.infer<typeof MadeBySession>;

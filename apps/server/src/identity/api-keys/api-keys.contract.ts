import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { inOneLine } from '../../kernel/text.contract.ts';

/**
 * What a key can be made for: reading and changing of these features. Never of what signs somebody in: a key that
 * leaks must not be worth another key, a session or a factor.
 */
export const API_KEY_SCOPES = [
  'accounts:read',
  'accounts:write',
  'events:read',
  'events:write',
  'participations:read',
  'participations:write',
  'announcements:read',
  'announcements:write',
  'series:read',
  'series:write',
  'notifications:read',
  'notifications:write',
] as const;

export const ApiKeyScope = z.enum(API_KEY_SCOPES).meta({
  id: 'ApiKeyScope',
  description: 'What a key is for: `read` asks questions, `write` makes changes.',
});

/** One line: it stands in lists, and in terminals. */
const KeyName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(80, 'A name has at most 80 characters.')
  .regex(...inOneLine);

export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    ending: z.string().describe('The last characters of the key, by which it is told from others.'),
    scopes: z.array(ApiKeyScope),
    createdAt: z.date(),
    expiresAt: z.date(),
    lastUsedAt: z.date().nullable().describe('To the minute; null when it was never used.'),
  })
  .meta({
    id: 'ApiKey',
    description: 'A key by which a tool acts for an account. The key itself is not kept.',
  });
export type ApiKey = z.infer<typeof ApiKey>;

export const ApiKeyList = z.object({ items: z.array(ApiKey) }).meta({ id: 'ApiKeyList' });
export type ApiKeyList = z.infer<typeof ApiKeyList>;

export const CreateApiKeyInput = z
  .object({
    name: KeyName.describe('What it is for, such as `nightly report`; at most 80 characters.'),
    scopes: z.array(ApiKeyScope).min(1, 'Give at least one scope.').max(API_KEY_SCOPES.length),
    expiresInDays: z.int().min(1).max(365).describe('From 1 to 365.'),
  })
  .meta({ id: 'CreateApiKeyInput' });
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

export const NewApiKey = ApiKey.extend({
  key: z
    .string()
    .describe('Sent as `Authorization: Bearer foyer_…`. Shown this once: only its hash is kept.'),
}).meta({ id: 'NewApiKey', description: 'A key that has just been made.' });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const RevokeApiKeyInput = z.object({ keyId: z.uuid() }).meta({ id: 'RevokeApiKeyInput' });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;

export const API_KEY_NOT_FOUND = declareFault('API_KEY_NOT_FOUND', 'NOT_FOUND', 'You have no such API key.');
export const TOO_MANY_API_KEYS = declareFault(
  'TOO_MANY_API_KEYS',
  'CONFLICT',
  'An account has at most 50 API keys. Revoke one that is no longer used.',
);

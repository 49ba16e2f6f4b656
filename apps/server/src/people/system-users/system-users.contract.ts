import { z } from 'zod';
import { CreateApiKeyInput } from '../../identity/api-keys/api-keys.contract.ts';
import { declareFault } from '../../kernel/fault.contract.ts';
import { FullName } from '../accounts/accounts.contract.ts';

export const CreateSystemUserInput = z
  .object({
    fullName: FullName.describe('What it is, such as “Nightly import”; one line, at most 120 characters.'),
    role: z
      .enum(['member', 'staff'])
      .default('member')
      .describe('What its keys may do, within their scopes.'),
  })
  .meta({ id: 'CreateSystemUserInput' });
export type CreateSystemUserInput = z.infer<typeof CreateSystemUserInput>;

export const SystemUserInput = z.object({ accountId: z.uuid() }).meta({ id: 'SystemUserInput' });
export type SystemUserInput = z.infer<typeof SystemUserInput>;

export const CreateSystemUserKeyInput = CreateApiKeyInput.extend({ accountId: z.uuid() }).meta({
  id: 'CreateSystemUserKeyInput',
});
export type CreateSystemUserKeyInput = z.infer<typeof CreateSystemUserKeyInput>;

export const RevokeSystemUserKeyInput = z
  .object({ accountId: z.uuid(), keyId: z.uuid() })
  .meta({ id: 'RevokeSystemUserKeyInput' });
export type RevokeSystemUserKeyInput = z.infer<typeof RevokeSystemUserKeyInput>;

export const SYSTEM_USER_NOT_FOUND = declareFault(
  'SYSTEM_USER_NOT_FOUND',
  'NOT_FOUND',
  'There is no such system user.',
);
export const SYSTEM_USER_DISABLED = declareFault(
  'SYSTEM_USER_DISABLED',
  'CONFLICT',
  'This system user is disabled: no key of it would work.',
);

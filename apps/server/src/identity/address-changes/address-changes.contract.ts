import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Address } from '../../people/accounts/accounts.contract.ts';
import { Code } from '../codes/codes.contract.ts';

export const StartAddressChangeInput = z
  .object({ address: Address.describe('The new address; a code and a link are sent to it.') })
  .meta({ id: 'StartAddressChangeInput' });
export type StartAddressChangeInput = z.infer<typeof StartAddressChangeInput>;

export const ConfirmAddressChangeInput = z
  .object({
    ticket: z.uuid().describe('As answered when the change was begun; the mailed link holds it too.'),
    code: Code.describe('The eight digits from the mail to the new address.'),
  })
  .meta({ id: 'ConfirmAddressChangeInput' });
export type ConfirmAddressChangeInput = z.infer<typeof ConfirmAddressChangeInput>;

export const UndoAddressChangeInput = z
  .object({ token: z.string().max(200).describe('From the link that was mailed to the old address.') })
  .meta({ id: 'UndoAddressChangeInput' });
export type UndoAddressChangeInput = z.infer<typeof UndoAddressChangeInput>;

export const ChangedAddress = z
  .object({ address: z.string().describe('The address that the account has from now on.') })
  .meta({ id: 'ChangedAddress' });
export type ChangedAddress = z.infer<typeof ChangedAddress>;

export const PASSKEY_REQUIRED = declareFault(
  'PASSKEY_REQUIRED',
  'FORBIDDEN',
  'Your account has a passkey: confirm with it that it is you.',
);
export const ADDRESS_UNCHANGED = declareFault(
  'ADDRESS_UNCHANGED',
  'BAD_REQUEST',
  'This is the address of your account already.',
);
export const ADDRESS_TAKEN = declareFault(
  'ADDRESS_TAKEN',
  'CONFLICT',
  'Another account has this address by now. Nothing was changed.',
);
export const UNDO_LINK_INVALID = declareFault(
  'UNDO_LINK_INVALID',
  'BAD_REQUEST',
  'This link has run out, or is no longer needed. Nothing was changed.',
);

import { declareFault } from '../../kernel/fault.contract.ts';

export const FACTOR_TOO_NEW = declareFault(
  'FACTOR_TOO_NEW',
  'FORBIDDEN',
  'What you have confirmed with was added within the last day. Confirm with something that you have had for longer.',
);
export const ADDRESS_GUARDED = declareFault(
  'ADDRESS_GUARDED',
  'FORBIDDEN',
  'A passkey was taken off this account lately. For three days its address is changed with an older passkey alone.',
);

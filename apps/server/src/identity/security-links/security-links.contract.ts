import { declareFault } from '../../kernel/fault.contract.ts';

export const LINK_INVALID = declareFault(
  'LINK_INVALID',
  'BAD_REQUEST',
  'This link has run out, or was not copied whole. Sign in, and look through your devices.',
);

import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';

export const WebhookUrl = z
  .url({ protocol: /^https?$/, error: 'Give an address such as https://hooks.example.org/foyer.' })
  .max(2000, 'An address has at most 2000 characters.');

export const WEBHOOK_REFUSED = declareFault(
  'WEBHOOK_REFUSED',
  'BAD_REQUEST',
  'Nothing is sent to this address. It must be public, without a name or password in it, and begin with https://.',
);

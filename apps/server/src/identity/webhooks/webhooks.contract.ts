import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';

const NOT_A_WEBHOOK = declareProblem(
  'not-a-webhook',
  'Give an address such as https://hooks.example.org/foyer.',
);

export const WebhookUrl = z
  .url({ protocol: /^https?$/, error: NOT_A_WEBHOOK.text })
  .max(2000, 'An address has at most 2000 characters.');

export const WEBHOOK_REFUSED = declareFault(
  'WEBHOOK_REFUSED',
  'BAD_REQUEST',
  'Nothing is sent to this address. It must be public, without a name or password in it, and begin with https://.',
);

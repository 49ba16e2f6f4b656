import { createHmac } from 'node:crypto';
import { SECOND_MS } from '../../kernel/clock.ts';
import { randomBytes } from '../../kernel/secrets.ts';

const PREFIX = 'whsec_';

/** Signs the calls of one webhook; written as the Standard Webhooks specification says. */
export function makeSigningSecret(key: Uint8Array = randomBytes(32)): string {
  return PREFIX + Buffer.from(key).toString('base64');
}

/** The three headers of the Standard Webhooks specification, for one try at one message. */
export function signWebhook(given: { secret: string; id: string; body: string; at: Date }) {
  const timestamp = String(Math.floor(given.at.getTime() / SECOND_MS));
  const key = Buffer.from(given.secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${given.id}.${timestamp}.${given.body}`);
  return {
    'webhook-id': given.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature.digest('base64')}`,
  };
}

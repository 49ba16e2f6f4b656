import { createHmac } from 'node:crypto';
import type { Config } from '../../kernel/config.ts';
import { deriveKey } from '../../kernel/keys.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';

export type NewRefreshToken = { token: string; hash: string };

export function firstRefreshToken(): NewRefreshToken {
  const token = randomToken();
  return { token, hash: sha256(token) };
}

/**
 * What follows a token: 256 bits made of the token itself, the server's key and random salt. With all three it can
 * be made again, which answers a retry with the same successor; neither the table nor the key alone is enough.
 */
export function successorOf(config: Config, token: string, salt: string): NewRefreshToken {
  const successor = createHmac('sha256', deriveKey(config, 'refresh token successor'))
    .update(`${salt} ${token}`)
    .digest('base64url');
  return { token: successor, hash: sha256(successor) };
}

import { createHmac } from 'node:crypto';
import type { Config } from '../../kernel/config.ts';
import { deriveKeys } from '../../kernel/keys.ts';
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
  return possibleSuccessors(config, token, salt)[0] as NewRefreshToken;
}

/** The successor that was given out, if it was made by a key that this process knows. */
export function madeSuccessor(
  config: Config,
  token: string,
  made: { salt: string; hash: string },
): NewRefreshToken | undefined {
  return possibleSuccessors(config, token, made.salt).find(({ hash }) => hash === made.hash);
}

function possibleSuccessors(config: Config, token: string, salt: string): NewRefreshToken[] {
  return deriveKeys(config, 'refresh token successor').map((key) => {
    const successor = createHmac('sha256', key).update(`${salt} ${token}`).digest('base64url');
    return { token: successor, hash: sha256(successor) };
  });
}

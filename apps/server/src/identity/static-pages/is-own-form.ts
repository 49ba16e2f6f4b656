import type { FastifyRequest } from 'fastify';
import type { Config } from '../../kernel/config.ts';

/**
 * Whether a form was sent from one of our pages. Because our pages send no referrer, browsers say `Origin: null` for
 * their forms (Fetch, 3.2): then only Sec-Fetch-Site tells, which no page can set. A tool without either header is
 * no browser that somebody else could make send a form.
 */
export function isOwnForm(
  config: Pick<Config, 'PUBLIC_URL'>,
  { headers }: Pick<FastifyRequest, 'headers'>,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === undefined || headers.origin === new URL(config.PUBLIC_URL).origin;
}

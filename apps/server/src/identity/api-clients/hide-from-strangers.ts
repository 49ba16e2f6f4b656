import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../kernel/config.ts';
import type { ClientMemory } from './remember-clients.ts';

/**
 * With REQUIRE_TRUSTED_CLIENT on, whatever is registered on `api` does not exist for a call without a client. It is
 * asked after routing, so that no spelling of an address slips past, and before a byte of the body is read.
 */
export function hideFromStrangers(
  api: FastifyInstance,
  options: {
    config: Config;
    clients: ClientMemory;
    answerNothing: (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
  },
): void {
  const { config, clients, answerNothing } = options;
  if (!config.REQUIRE_TRUSTED_CLIENT) return;
  const known = new Set([new URL(config.PUBLIC_URL).origin, ...config.ALLOW_ORIGINS]);
  api.addHook('onRequest', async (request, reply) => {
    if (await isTrusted(request, { known, clients })) return;
    return answerNothing(request, reply);
  });
}

/**
 * A program shows its secret. A page cannot keep one: its browser says where it comes from, and for a question to
 * the origin of the page itself only that it is the same.
 */
async function isTrusted(
  { headers }: FastifyRequest,
  { known, clients }: { known: ReadonlySet<string>; clients: ClientMemory },
): Promise<boolean> {
  const { 'x-client-id': id, 'x-client-secret': secret, origin } = headers;
  if (typeof id === 'string' && typeof secret === 'string' && (await clients.isClient(id, secret)))
    return true;
  if (origin === undefined) return headers['sec-fetch-site'] === 'same-origin';
  return known.has(origin) || clients.isOrigin(origin);
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../kernel/config.ts';
import { Fault } from '../../kernel/fault.ts';
import type { AnswerDeadLink } from '../../kernel/http/dead-link.ts';
import { refuse } from '../../kernel/http/refuse.ts';
import type { ClientMemory } from './remember-clients.ts';

type Strangers = {
  config: Config;
  clients: ClientMemory;
  answerNothing: (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
};

/**
 * With REQUIRE_TRUSTED_CLIENT on, whatever is registered on `api` does not exist for a call without a client. It is
 * asked after routing, so that no spelling of an address slips past, and before a byte of the body is read.
 */
export function hideFromStrangers(api: FastifyInstance, strangers: Strangers): void {
  const isStranger = strangersTo(strangers);
  if (isStranger === undefined) return;
  api.addHook('onRequest', async (request, reply) => {
    if (await isStranger(request)) return strangers.answerNothing(request, reply);
  });
}

/**
 * How links of the API that are a proof by themselves are refused. They are followed by whatever somebody has at hand,
 * and a browser that does so says nothing of a client: who holds a good one is let in. A stranger with any other finds
 * nothing, and learns nothing.
 */
export function hideDeadLinks(strangers: Strangers): AnswerDeadLink {
  const isStranger = strangersTo(strangers);
  return async (request, reply, kind) =>
    (await isStranger?.(request))
      ? strangers.answerNothing(request, reply)
      : refuse(reply, request, new Fault(kind));
}

/** Tells who is a stranger; undefined where nobody is one. */
function strangersTo({ config, clients }: Strangers) {
  if (!config.REQUIRE_TRUSTED_CLIENT) return undefined;
  const known = new Set([new URL(config.PUBLIC_URL).origin, ...config.ALLOW_ORIGINS]);
  return async (request: FastifyRequest) => !(await isTrusted(request, { known, clients }));
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

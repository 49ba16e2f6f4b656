import { getTRPCErrorFromUnknown } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toFault, wireFault } from '../error-shape.ts';

/** Answers a refusal, or what went wrong, as plain JSON with its status and Retry-After. */
export function refuse(reply: FastifyReply, request: FastifyRequest, error: unknown): FastifyReply {
  const fault = toFault(getTRPCErrorFromUnknown(error));
  if (fault.retryAfterSeconds !== undefined) void reply.header('retry-after', fault.retryAfterSeconds);
  return reply.code(getHTTPStatusCodeFromError(fault)).send({ error: wireFault(fault, request.id) });
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultKind } from '../fault.contract.ts';

/** Answers a link that is none, is used up, or is over. */
export type AnswerDeadLink = (
  request: FastifyRequest,
  reply: FastifyReply,
  kind: FaultKind,
) => Promise<FastifyReply>;

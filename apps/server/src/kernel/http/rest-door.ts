import { type AnyRouter, callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server';
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import { toFault } from '../error-shape.ts';
import { BAD_INPUT, NOT_FOUND, TOO_LARGE, WRONG_CONTENT_TYPE } from '../fault.contract.ts';
import { Fault } from '../fault.ts';
import type { ProcedureMeta } from '../procedure.ts';
import { type Doors, openCall } from './open-call.ts';
import { refuse } from './refuse.ts';
import { reportOutcome } from './report-outcome.ts';

type Procedure = { _def: { type: 'query' | 'mutation'; meta: ProcedureMeta } };

/** The same procedures as plain HTTP and JSON, for whoever has no SDK: each a real route, dates as ISO 8601. */
export async function restDoor(
  app: FastifyInstance,
  options: { doors: Doors; router: AnyRouter },
): Promise<void> {
  const { doors, router } = options;
  app.setErrorHandler((error: { code?: string; statusCode?: number }, request, reply) =>
    refuse(reply, request, ofFastify(error)),
  );
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, request, new Fault(NOT_FOUND, 'There is no such address.')),
  );
  for (const [name, procedure] of Object.entries(router._def.procedures) as [string, Procedure][]) {
    const [method = 'GET', path = '/'] = procedure._def.meta.rest.split(' ');
    app.route({
      method: method as HTTPMethods,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const call = openCall(doors, request, reply);
        try {
          const data = await callTRPCProcedure({
            router,
            path: name,
            type: procedure._def.type,
            ctx: call,
            getRawInput: async () => inputOf(request),
            signal: undefined,
            batchIndex: 0,
          });
          reportOutcome(doors.log, call, { procedure: name });
          return reply.header('cache-control', 'no-store').send(data);
        } catch (cause) {
          const error = getTRPCErrorFromUnknown(cause);
          reportOutcome(doors.log, call, { procedure: name, error });
          return refuse(reply, request, error);
        }
      },
    });
  }
}

/** Path, then query or body: what stands in the path cannot be overridden. */
function inputOf(request: FastifyRequest): object {
  const given = request.method === 'GET' ? request.query : (request.body ?? {});
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Fault(BAD_INPUT, 'The body is a JSON object.');
  return { ...given, ...(request.params as object) };
}

function ofFastify(error: { code?: string; statusCode?: number }): Fault {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Fault(TOO_LARGE);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Fault(WRONG_CONTENT_TYPE);
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new Fault(BAD_INPUT, 'The body is not JSON.', { cause: error });
  return toFault(getTRPCErrorFromUnknown(error));
}

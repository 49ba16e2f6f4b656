import {
  type AnyRouter,
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
  transformTRPCResponse,
} from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Call } from '../call.ts';
import { toFault } from '../error-shape.ts';
import { BAD_INPUT, TOO_LARGE, WRONG_CONTENT_TYPE, WRONG_METHOD } from '../fault.contract.ts';
import { Fault } from '../fault.ts';
import { shortcutThrough } from '../shortcut.ts';
import { type Doors, openCall } from './open-call.ts';
import { reportOutcome } from './report-outcome.ts';

/** A batch asks no more than this: what is more is a mistake or an attack. */
const MOST_CALLS = 50;
const MOST_BODY_BYTES = 1_000_000;

type Kind = 'query' | 'mutation';
type Asked = { path: string; type: Kind; input: () => unknown };
type Answer = { status: number; text: string; retryAfterSeconds?: number | undefined };

/**
 * The door for queries and mutations: tRPC's wire format over tRPC's public procedure call, without
 * turning each request into a fetch Request and back. A differential test holds it to tRPC's own adapter.
 */
export async function trpcDoor(
  app: FastifyInstance,
  options: { doors: Doors; router: AnyRouter },
): Promise<void> {
  const { router } = options;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MOST_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: { code?: string }, _request, reply) => {
    const fault =
      error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? new Fault(TOO_LARGE) : getTRPCErrorFromUnknown(error);
    send(reply, [answerError(router, fault)], false);
    return reply;
  });
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/*',
    // No promise is handed to Fastify, which would watch the answer until its last byte.
    handler: (request, reply) => void respond(options, request, reply),
  });
}

async function respond(
  options: { doors: Doors; router: AnyRouter },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  try {
    const isBatch = (request.query as Record<string, unknown>).batch === '1';
    send(reply, await answerAll(options, { request, reply, isBatch }), isBatch);
  } catch (error) {
    void reply.send(error);
  }
}

async function answerAll(
  options: { doors: Doors; router: AnyRouter },
  { request, reply, isBatch }: { request: FastifyRequest; reply: FastifyReply; isBatch: boolean },
): Promise<Answer[]> {
  let call: Call | undefined;
  try {
    const opened = openCall(options.doors, request, reply);
    call = opened;
    const asked = readAsked(request, isBatch);
    const [first] = asked;
    if (first !== undefined && asked.length === 1) return [await answer(options, opened, first)];
    return await Promise.all(asked.map((one) => answer(options, opened, one)));
  } catch (error) {
    return [answerError(options.router, getTRPCErrorFromUnknown(error), { call })];
  }
}

function readAsked(request: FastifyRequest, isBatch: boolean): Asked[] {
  const type = kindOf(request.method);
  const paths = decodePaths((request.params as { '*': string })['*'], isBatch);
  if (paths.length > MOST_CALLS) throw new Fault(BAD_INPUT, `A batch asks ${MOST_CALLS} procedures at most.`);
  const inputs = readInputs(request);
  if (
    isBatch &&
    inputs !== undefined &&
    (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs))
  )
    throw new Fault(BAD_INPUT, 'The inputs of a batch stand in an object, by their numbers: {"0":…,"1":…}.');
  return paths.map((path, index) => ({
    path,
    type,
    input: () => inputOf(isBatch ? inputs?.[index] : inputs),
  }));
}

function kindOf(method: string): Kind {
  if (method === 'GET') return 'query';
  if (method === 'POST') return 'mutation';
  throw new Fault(WRONG_METHOD);
}

function decodePaths(encoded: string, isBatch: boolean): string[] {
  return isBatch ? encoded.split(',') : [encoded];
}

// biome-ignore lint/suspicious/noExplicitAny: JSON from outside, before its schema has seen it
function readInputs(request: FastifyRequest): any {
  const isQuery = request.method === 'GET';
  const text = isQuery ? (request.query as Record<string, unknown>).input : request.body;
  if (!isQuery && !/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new Fault(WRONG_CONTENT_TYPE);
  if (text === undefined || text === null || text === '') return undefined;
  if (typeof text !== 'string') throw new Fault(BAD_INPUT, 'Give one `input`.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault(BAD_INPUT, `${isQuery ? '`input`' : 'The body'} is not JSON.`, { cause });
  }
}

/** A procedure that takes nothing may be asked without an input. */
function inputOf(input: unknown): unknown {
  return input === undefined || input === null ? { json: {} } : input;
}

async function answer(
  { doors, router }: { doors: Doors; router: AnyRouter },
  call: Call,
  asked: Asked,
): Promise<Answer> {
  const { path, type } = asked;
  const rawInput = () => deserialize(router, asked.input());
  try {
    const shortcut = shortcutThrough(findProcedure(router, path, type));
    const text = shortcut
      ? `{"result":{"data":${await shortcut(call, path, rawInput)}}}`
      : await askByChain(router, call, { path, type, rawInput });
    reportOutcome(doors.log, call, { procedure: path });
    return { status: 200, text };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    reportOutcome(doors.log, call, { procedure: path, error });
    return answerError(router, error, { path, type, call });
  }
}

/** For a procedure that was not made by our `query` and `mutation`, and may have middlewares of its own. */
async function askByChain(
  router: AnyRouter,
  call: Call,
  { path, type, rawInput }: { path: string; type: Kind; rawInput: () => unknown },
): Promise<string> {
  const data = await callTRPCProcedure({
    router,
    path,
    type,
    ctx: call,
    getRawInput: async () => rawInput(),
    signal: undefined,
    batchIndex: 0,
  });
  return JSON.stringify(transformTRPCResponse(router._def._config, { result: { data } }));
}

function findProcedure(router: AnyRouter, path: string, type: Kind): object {
  const procedure = Object.hasOwn(router._def.procedures, path) ? router._def.procedures[path] : undefined;
  if (procedure === undefined) throw new TRPCError({ code: 'NOT_FOUND' });
  if ((procedure as { _def: { type: string } })._def.type !== type) throw new Fault(WRONG_METHOD);
  return procedure;
}

function deserialize(router: AnyRouter, input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('json' in input))
    throw new Fault(
      BAD_INPUT,
      'The input stands in `json`, and `meta` tells its dates, as superjson writes them.',
    );
  // Without `meta` superjson would only copy what we have just parsed.
  if (!('meta' in input)) return input.json;
  try {
    // What tRPC's own client sends for no input at all.
    return router._def._config.transformer.input.deserialize(input) ?? {};
  } catch (cause) {
    throw new Fault(BAD_INPUT, 'The `meta` of the input does not fit its `json`.', { cause });
  }
}

function answerError(
  router: AnyRouter,
  error: TRPCError,
  { path, type, call }: { path?: string; type?: Kind; call?: Call | undefined } = {},
): Answer {
  const fault = toFault(error);
  const shape = getTRPCErrorShape({
    config: router._def._config,
    error: fault,
    type: type ?? 'unknown',
    path,
    input: undefined,
    ctx: call,
  });
  return {
    status: getHTTPStatusCodeFromError(fault),
    text: JSON.stringify(transformTRPCResponse(router._def._config, { error: shape })),
    retryAfterSeconds: fault.retryAfterSeconds,
  };
}

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
};
const VARIES_BY = 'trpc-accept, accept';

function send(reply: FastifyReply, answers: Answer[], isBatch: boolean): void {
  const first = answers[0]?.status ?? 200;
  const status = answers.every((one) => one.status === first) ? first : 207;
  const waits = answers.flatMap((one) => one.retryAfterSeconds ?? []);
  if (waits.length > 0) void reply.header('retry-after', Math.max(...waits));
  // Whom CORS admits depends on the origin, and has been said by now.
  const varied = reply.getHeader('vary');
  void reply.header('vary', varied === undefined ? VARIES_BY : `${varied}, ${VARIES_BY}`);
  const texts = answers.map((one) => one.text).join(',');
  void reply
    .code(status)
    .headers(HEADERS)
    .send(isBatch ? `[${texts}]` : texts);
}

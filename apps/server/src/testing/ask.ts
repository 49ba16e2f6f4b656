import type { inferRouterOutputs } from '@trpc/server';
import superjson, { type SuperJSONResult } from 'superjson';
import { type AppRouter, appRouter } from '../app-router.ts';
import type { WireFault } from '../kernel/error-shape.ts';

type Outputs = inferRouterOutputs<AppRouter>;
export type ProcedureName = {
  [Area in keyof Outputs & string]: `${Area}.${keyof Outputs[Area] & string}`;
}[keyof Outputs & string];
type OutputOf<Name> = Name extends `${infer Area extends keyof Outputs & string}.${infer Verb}`
  ? Verb extends keyof Outputs[Area]
    ? Outputs[Area][Verb]
    : never
  : never;

/** Where to ask, and as whom: an address alone asks as nobody. */
export type Caller = string | { url: string; token?: string | undefined; headers?: Record<string, string> };

export type Answer<Output> = {
  status: number;
  headers: Headers;
  /** The body as it came. */
  text: string;
  fault: WireFault | undefined;
  /** `OK`, or the code of the refusal. */
  outcome: string;
  /** What was answered; a refusal throws here. */
  readonly data: Output;
};

type WireAnswer = { result?: { data: SuperJSONResult }; error?: SuperJSONResult };

/** Asks one procedure byte for byte, as an attacker would who does not use the SDK. */
export async function ask<Name extends ProcedureName>(
  caller: Caller,
  procedure: Name,
  input: object = {},
): Promise<Answer<OutputOf<Name>>> {
  const response = await send(caller, procedure, superjson.serialize(input));
  const text = await response.text();
  const answer = JSON.parse(text) as WireAnswer;
  const fault = faultOf(answer);
  return {
    status: response.status,
    headers: response.headers,
    text,
    fault,
    outcome: fault?.code ?? 'OK',
    get data(): OutputOf<Name> {
      if (answer.result === undefined) throw new Error(`${procedure} refused: ${JSON.stringify(fault)}`);
      return superjson.deserialize(answer.result.data);
    },
  };
}

/** How many of each outcome there were. */
export function tally(answers: readonly { outcome: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Several calls of one procedure in one request; answers the outcome of each. */
export async function askBatch(
  caller: Caller,
  procedure: ProcedureName,
  inputs: readonly object[],
): Promise<{ outcome: string }[]> {
  const calls = inputs.map((one, index) => [index, superjson.serialize(one)]);
  const response = await send(caller, procedure, Object.fromEntries(calls), inputs.length);
  return ((await response.json()) as WireAnswer[]).map((one) => ({
    outcome: faultOf(one)?.code ?? 'OK',
  }));
}

function send(
  caller: Caller,
  procedure: ProcedureName,
  ...[input, batchOf]: [input: object, batchOf?: number]
): Promise<Response> {
  const { url, token, headers } = typeof caller === 'string' ? { url: caller } : caller;
  const isQuery = isQueryNamed(procedure);
  const address = new URL(`/trpc/${Array.from({ length: batchOf ?? 1 }, () => procedure).join(',')}`, url);
  if (batchOf !== undefined) address.searchParams.set('batch', '1');
  if (isQuery) address.searchParams.set('input', JSON.stringify(input));
  return fetch(address, {
    method: isQuery ? 'GET' : 'POST',
    headers: {
      ...(!isQuery && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(!isQuery && { body: JSON.stringify(input) }),
  });
}

function isQueryNamed(procedure: ProcedureName): boolean {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  return procedures[procedure]?._def.type === 'query';
}

function faultOf(answer: WireAnswer): WireFault | undefined {
  if (answer.error === undefined) return undefined;
  return (answer.error.json as unknown as { data: { fault: WireFault } }).data.fault;
}

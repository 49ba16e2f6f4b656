import type { z } from 'zod';

/** What the generator needs of a procedure; the server's ProcedureMeta has it, and more. */
export type ProcedureShape = {
  path: string;
  kind: 'query' | 'mutation';
  summary: string;
  demands: string;
  faults: readonly { code: string; status: string; description: string }[];
  input: z.core.$ZodType;
  output: z.core.$ZodType;
};

type RuntimeProcedure = {
  _def: {
    type: string;
    inputs: readonly unknown[];
    output?: unknown;
    meta?: Pick<ProcedureShape, 'summary' | 'demands' | 'faults'>;
  };
};

/** A router as it stands in memory: the zod schemas in it are what the server checks the wire against. */
export type RuntimeRouter = { _def: { procedures: Record<string, unknown> } };

/** Every procedure of a router, by path; refuses one that is not fully described. */
export function readProcedures(router: RuntimeRouter): ProcedureShape[] {
  return Object.entries(router._def.procedures)
    .map(([path, procedure]) => readProcedure(path, (procedure as RuntimeProcedure)._def))
    .sort((one, other) => compare(one.path, other.path));
}

function readProcedure(path: string, definition: RuntimeProcedure['_def']): ProcedureShape {
  const { type, inputs, output, meta } = definition;
  if (!/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/.test(path))
    throw new Error(`${path}: a procedure is named feature.verb`);
  if (type !== 'query' && type !== 'mutation') throw new Error(`${path}: a ${type} is not in the SDK yet`);
  if (inputs.length !== 1) throw new Error(`${path}: has ${inputs.length} input schemas, wants one`);
  if (!isSchema(inputs[0])) throw new Error(`${path}: its input is no zod schema`);
  if (!isSchema(output))
    throw new Error(`${path}: its output is no zod schema; an answer without one may leak`);
  if (meta === undefined) throw new Error(`${path}: has no meta`);
  return { path, kind: type, ...meta, input: inputs[0], output };
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** By code point, so that the order is the same on every machine. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

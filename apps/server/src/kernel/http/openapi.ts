import type { AnyRouter } from '@trpc/server';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { FaultKind } from '../fault.contract.ts';
import { FieldProblem } from '../field-problem.contract.ts';
import type { ProcedureMeta } from '../procedure.ts';

type Described = { _def: { inputs: [z.ZodObject]; output: z.ZodType; meta: ProcedureMeta } };

/** OpenAPI 3.1 of the REST twins, made from the same schemas that check every call. */
export function describeApi(router: AnyRouter, server: { url: string; version: string }): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, procedure] of Object.entries(router._def.procedures) as unknown as [
    string,
    Described,
  ][]) {
    const [method = 'GET', path = '/'] = procedure._def.meta.rest.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(name, procedure) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Foyer',
        version: server.version,
        description: 'Accounts and events. Dates are ISO 8601 in UTC.',
      },
      servers: [{ url: `${server.url}/api/v1` }],
      components: {
        securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
      paths,
    },
    {
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema._zod.def.type === 'date')
          Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
      },
    },
  );
}

function operation(name: string, { _def: it }: Described): ZodOpenApiOperationObject {
  const [method, path = '/'] = it.meta.rest.split(' ');
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter as string);
  const shape = it.inputs[0].shape;
  const rest = Object.fromEntries(Object.entries(shape).filter(([field]) => !inPath.includes(field)));
  const pathShape = Object.fromEntries(inPath.map((field) => [field, shape[field] as z.ZodType]));
  const isQuery = method === 'GET';
  return {
    operationId: name.replace('.', '_'),
    summary: it.meta.summary,
    tags: [name.split('.')[0] ?? name],
    security: it.meta.demands === 'open' ? [] : [{ accessToken: [] }],
    requestParams: {
      ...(inPath.length > 0 && { path: z.object(pathShape) }),
      ...(isQuery && { query: z.object(rest) }),
    },
    ...(!isQuery && { requestBody: { content: { 'application/json': { schema: z.object(rest) } } } }),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: it.output } } },
      ...refusals(it.meta.faults),
    },
  };
}

const Refusal = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      fields: z.array(FieldProblem).optional(),
      retryAfterSeconds: z.number().optional(),
      requestId: z.string().optional(),
    }),
  })
  .meta({ id: 'Refusal', description: 'Why not, in a code that never changes its meaning.' });

function refusals(faults: readonly FaultKind[]): ZodOpenApiOperationObject['responses'] {
  const byStatus = new Map<number, FaultKind[]>();
  for (const fault of faults) {
    const status = getHTTPStatusCodeFromError(new TRPCError({ code: fault.status }));
    byStatus.set(status, [...(byStatus.get(status) ?? []), fault]);
  }
  const entries = [...byStatus].map(([status, kinds]) => [
    status,
    {
      description: kinds.map((kind) => `\`${kind.code}\`: ${kind.description}`).join('\n\n'),
      content: { 'application/json': { schema: Refusal } },
    },
  ]);
  return Object.fromEntries(entries);
}

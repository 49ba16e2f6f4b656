import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { Call } from './call.ts';
import { isUnreachable } from './database/is-unreachable.ts';
import { describeIssue } from './describe-issue.ts';
import {
  BAD_INPUT,
  type FaultKind,
  INTERNAL,
  NOT_FOUND,
  TOO_LARGE,
  UNAVAILABLE,
  WRONG_CONTENT_TYPE,
  WRONG_METHOD,
} from './fault.contract.ts';
import { Fault } from './fault.ts';
import type { FieldProblem } from './field-problem.contract.ts';

/** What every refusal carries on the wire, in `data.fault`. */
export type WireFault = {
  code: string;
  message: string;
  fields?: FieldProblem[];
  retryAfterSeconds?: number;
  requestId?: string;
};

/** Refusals of tRPC itself, in our own codes. */
const OF_TRPC: Record<string, FaultKind> = {
  BAD_REQUEST: BAD_INPUT,
  PARSE_ERROR: BAD_INPUT,
  NOT_FOUND,
  METHOD_NOT_SUPPORTED: WRONG_METHOD,
  UNSUPPORTED_MEDIA_TYPE: WRONG_CONTENT_TYPE,
  PAYLOAD_TOO_LARGE: TOO_LARGE,
};

/** Any error as something that may be read outside: never a stack, never SQL, never an unplanned text. */
export function toFault(error: TRPCError): Fault {
  if (error instanceof Fault) return error;
  if (isUnreachable(error.cause))
    return new Fault(UNAVAILABLE, undefined, { retryAfterSeconds: 1, cause: error.cause });
  const kind = OF_TRPC[error.code];
  if (kind === undefined) return new Fault(INTERNAL, undefined, { cause: error.cause ?? error });
  if (error.cause instanceof ZodError)
    return new Fault(BAD_INPUT, sentenceOf(error.cause), { fields: fieldsOf(error.cause) });
  return new Fault(kind, kind === NOT_FOUND ? 'There is no procedure of this name.' : undefined);
}

export function wireFault(fault: Fault, requestId: string | undefined): WireFault {
  return {
    code: fault.kind.code,
    message: fault.message,
    ...(fault.fields && { fields: fault.fields }),
    ...(fault.retryAfterSeconds !== undefined && { retryAfterSeconds: fault.retryAfterSeconds }),
    ...(requestId !== undefined && { requestId }),
  };
}

export function shapeError({
  error,
  shape,
  ctx,
}: {
  error: TRPCError;
  shape: TRPCDefaultErrorShape;
  ctx: Call | undefined;
}) {
  const fault = toFault(error);
  return {
    code: shape.code,
    message: fault.message,
    data: {
      code: shape.data.code as string,
      httpStatus: shape.data.httpStatus as number,
      path: shape.data.path as string | undefined,
      fault: wireFault(fault, ctx?.requestId),
    },
  };
}

function fieldsOf(error: ZodError): FieldProblem[] {
  return error.issues.slice(0, 20).map(describeIssue);
}

function sentenceOf(error: ZodError): string {
  const first = fieldsOf(error)[0];
  if (first === undefined) return BAD_INPUT.description;
  return first.path === '' ? first.message : `${first.path}: ${first.message}`;
}

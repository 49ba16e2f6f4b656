import { TRPCError } from '@trpc/server';
import type { FaultKind } from './fault.contract.ts';
import type { FieldProblem } from './field-problem.contract.ts';

export type FaultDetails = {
  /** Where the input was wrong, and what is right. */
  fields?: FieldProblem[];
  /** Seconds after which the same call may be tried again. */
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** A refusal that the caller may read. Thrown, it rolls the transaction back; returned, it commits first. */
export class Fault extends TRPCError {
  readonly kind: FaultKind;
  readonly fields: FaultDetails['fields'];
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: FaultKind, publicMessage: string = kind.description, details: FaultDetails = {}) {
    super({ code: kind.status, message: publicMessage, cause: details.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** A refusal because of one field, which says nothing but what is wrong there. */
export function faultAt(kind: FaultKind, problem: FieldProblem): Fault {
  return new Fault(kind, problem.message, { fields: [problem] });
}

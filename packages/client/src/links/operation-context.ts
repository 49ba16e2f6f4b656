import type { Operation } from '@trpc/client';

/** What the links tell one another about an operation. */
export type OperationContext = {
  /** How it is sent; decided by the generated lists. */
  kind: 'query' | 'keyed' | 'open' | 'confirming';
  /** The same over all retries of one call. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
};

export function contextOf(operation: Operation): OperationContext {
  return operation.context as OperationContext;
}

export function withHeaders(operation: Operation, headers: Record<string, string>): Operation {
  return { ...operation, context: { ...operation.context, headers } };
}

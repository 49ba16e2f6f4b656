import type { AnyFault } from './api.generated.ts';
import type { ClientFault, Fault, FaultField } from './procedure.ts';

/** Every code that is known to this version. A newer server may answer others: keep a branch for the rest. */
export type FaultCode = AnyFault['code'] | ClientFault['code'];

export interface FaultDetails {
  fields?: readonly FaultField[] | undefined;
  retryAfterSeconds?: number | undefined;
  requestId?: string | undefined;
  status?: number | undefined;
  cause?: unknown;
}

/**
 * What every call throws when it is refused or comes to nothing.
 *
 * @example
 * ```ts
 * try {
 *   await client.participations.join({ eventId });
 * } catch (error) {
 *   if (isFault(error, 'EVENT_FULL')) showWaitlist();
 *   else throw error;
 * }
 * ```
 */
export class FoyerError extends Error implements Fault<string> {
  readonly code: string;
  readonly fields: readonly FaultField[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;
  readonly status: number | undefined;

  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'FoyerError';
    this.code = code;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.requestId = details.requestId;
    this.status = details.status;
  }
}

/** Whether something caught is a refusal, of one of these codes when any are given. */
export function isFault<Code extends FaultCode = FaultCode>(
  error: unknown,
  ...codes: Code[]
): error is FoyerError & Fault<Code> {
  return error instanceof FoyerError && (codes.length === 0 || (codes as string[]).includes(error.code));
}

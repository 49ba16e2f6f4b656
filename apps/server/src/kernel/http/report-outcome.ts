import type { TRPCError } from '@trpc/server';
import type { Call } from '../call.ts';
import { toFault } from '../error-shape.ts';
import { INTERNAL, UNAVAILABLE } from '../fault.contract.ts';
import type { Log } from '../log.ts';

/** The one line that the door logs for a call: who asked what, and how it went. Never what was in it. */
export function reportOutcome(
  log: Log,
  call: Call,
  { procedure, error }: { procedure: string; error?: TRPCError },
): void {
  if (error === undefined) {
    log.debug({ requestId: call.requestId, procedure, outcome: 'OK' }, 'answered');
    return;
  }
  const fault = toFault(error);
  const entry = { requestId: call.requestId, procedure, outcome: fault.kind.code };
  if (fault.kind.code === INTERNAL.code) log.error({ ...entry, err: error.cause ?? error }, 'failed');
  else if (fault.kind.code === UNAVAILABLE.code)
    log.warn({ ...entry, err: error.cause }, 'the database is away');
  else log.info(entry, 'refused');
}

import { FoyerError } from '@foyer/client';

/** The code by which the API refused; UNKNOWN for what is no refusal of the API. */
export function codeOf(error: unknown): string {
  return error instanceof FoyerError ? error.code : 'UNKNOWN';
}

/** Whether nothing answered, or nothing that can work: waiting may help, another input will not. */
export function isUnreachable(error: unknown): boolean {
  return ['NETWORK', 'BAD_ANSWER', 'UNAVAILABLE'].includes(codeOf(error));
}

export function retryAfterSecondsOf(error: unknown): number | undefined {
  return error instanceof FoyerError ? error.retryAfterSeconds : undefined;
}

export function requestIdOf(error: unknown): string | undefined {
  return error instanceof FoyerError ? error.requestId : undefined;
}

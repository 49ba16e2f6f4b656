/** Whether an error means that the database is away, as opposed to a statement that is wrong. */
export function isUnreachable(error: unknown): boolean {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    const code = (one as { code?: unknown }).code;
    if (typeof code === 'string' && (AWAY.has(code) || code.startsWith('08') || code.startsWith('57P')))
      return true;
    if (
      /Connection terminated|Client has encountered a connection error|timeout (exceeded when trying|expired)/.test(
        one.message,
      )
    )
      return true;
  }
  return false;
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '53300',
]);

import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** Never a secret, a token or an address, wherever in a record they stand. */
const REDACTED = [
  'authorization',
  'cookie',
  'token',
  'refreshToken',
  'accessToken',
  'code',
  'address',
  'password',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export function createLog(config: Pick<Config, 'LOG_LEVEL'>): Log {
  return pino({
    level: config.LOG_LEVEL,
    redact: { paths: [...REDACTED, 'req.headers["set-cookie"]'], censor: '[redacted]' },
    serializers: { err: describeError },
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

type Thrown = Error & { code?: unknown; table?: unknown; constraint?: unknown };

/**
 * What a log may keep of an error. The database's and the ORM's texts repeat the values they were given, so
 * literals are taken out, and of their further properties only names are kept.
 */
function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: scrub(String(error)) };
  const { code, table, constraint, cause } = error as Thrown;
  return {
    type: error.name,
    message: scrub(error.message),
    ...(code !== undefined && { errorCode: code }),
    ...(table !== undefined && { table }),
    ...(constraint !== undefined && { constraint }),
    stack: scrub(error.stack ?? ''),
    ...(cause instanceof Error && depth < 3 && { cause: describeError(cause, depth + 1) }),
  };
}

/** Takes out quoted literals, mail addresses, codes, and what is long enough to be a token or the hash of one. */
function scrub(text: string): string {
  return text
    .replaceAll(/'(?:[^'\n]|'')*'/g, "'?'")
    .replaceAll(/[^\s<>()"'=,;:]+@[^\s<>()"'=,;:]+\.[^\s<>()"'=,;:]+/g, '[address]')
    .replaceAll(/\b\d{4} ?\d{4}\b/g, '[digits]')
    .replaceAll(/[\w-]{40,}/g, '[token]');
}

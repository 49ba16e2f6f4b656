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
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

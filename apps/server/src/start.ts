import cluster from 'node:cluster';
import { ConfigError, readConfig } from './kernel/config.ts';
import { createLog } from './kernel/log.ts';
import { startApiProcess } from './roles/api-process.ts';
import { startMainProcess } from './roles/main-process.ts';

/** Longer than any request or job in hand may take; what hangs beyond it is cut. */
const STOP_DEADLINE_MS = 25_000;

try {
  const config = readConfig();
  const log = createLog(config);
  const starting = cluster.isWorker ? startApiProcess(config, log) : startMainProcess(config, log);
  // Also a start that is asked to stop ends in order: what it has begun, it takes down.
  stopWithSignals(async () => (await starting).close());
  await starting;
} catch (error) {
  process.stderr.write(`Foyer cannot start.\n${sentenceOf(error)}\n`);
  process.exit(1);
}

/** For whoever can do something about it a sentence, for anything else where it went wrong. */
function sentenceOf(error: unknown): string {
  const { code, port, address, isForOperator, message, stack } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
    isForOperator?: boolean;
  };
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${address} is taken by another program. Stop that one, or set another PORT or ADMIN_PORT.`;
  return error instanceof ConfigError || isForOperator === true ? message : String(stack);
}

/**
 * Stops once, in order; a second signal stops at once. The process that started this one is as good as a signal. An
 * API process may hear of one stop twice, from the terminal and from the process above it: that one decides on haste.
 */
function stopWithSignals(close: () => Promise<void>): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const stopOrHurry = () => (isStopping && cluster.isPrimary ? process.exit(1) : stop());
  process.on('SIGINT', stopOrHurry);
  process.on('SIGTERM', stopOrHurry);
  process.on('disconnect', stop);
  // It may have gone before we could listen.
  if (process.connected === false) stop();
}

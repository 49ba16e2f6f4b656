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
  const running = await (cluster.isWorker ? startApiProcess(config, log) : startMainProcess(config, log));
  stopWithSignals(running.close);
} catch (error) {
  const isForOperator =
    error instanceof ConfigError || (error as { isForOperator?: boolean }).isForOperator === true;
  process.stderr.write(
    `Foyer cannot start.\n${isForOperator ? (error as Error).message : String((error as Error).stack)}\n`,
  );
  process.exit(1);
}

/** Stops once, in order; a second signal stops at once. The process that started this one is as good as a signal. */
function stopWithSignals(close: () => Promise<void>): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
}

import type { Config } from '../kernel/config.ts';
import type { Log } from '../kernel/log.ts';
import { startApi } from './api.ts';
import { openInstallation } from './installation.ts';

/** One of several API processes that share the port; the main process has prepared everything. */
export async function startApiProcess(config: Config, log: Log): Promise<{ close(): Promise<void> }> {
  const installation = await openInstallation({
    config,
    log,
    databaseUrl: config.DATABASE_URL as string,
    works: false,
  });
  const api = await startApi(installation);
  return {
    async close() {
      await api.close();
      await installation.close();
    },
  };
}

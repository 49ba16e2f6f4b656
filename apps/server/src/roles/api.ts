import { resolve } from 'node:path';
import { build } from '../app.ts';
import { rememberSessions } from '../identity/sessions/remember-sessions.ts';
import { createLimits } from '../kernel/limits/limits.ts';
import { openStorage } from '../kernel/storage/open-storage.ts';
import type { Installation } from './installation.ts';

const LET_GO_EVERY_MS = 50;

export type Api = { close(): Promise<void> };

/** Answers requests on the public listener. */
export async function startApi(installation: Installation): Promise<Api> {
  const { config, clock, log, database, news } = installation;
  const sessions = rememberSessions({ config, clock, database, mayRemember: news.isListening });
  installation.onGap(sessions.forgetAll);
  let isStopping = false;
  const app = await build({
    doors: {
      config,
      clock,
      log,
      database,
      limits: createLimits({ fork: database.fork, clock, callsPerMinute: config.RATE_LIMIT_PER_MINUTE }),
      jobsIn: installation.queue.jobsIn,
      identify: sessions.identify,
    },
    storage: await openStorage(config),
    inboxFolder: resolve(config.FOYER_HOME, 'mail'),
    isStopping: () => isStopping,
  });
  await app.listen({ host: config.HOST, port: config.PORT });
  return {
    async close() {
      isStopping = true;
      sessions.close();
      // Kept alive beyond its last answer, a connection would hold up the stop until it times out.
      const letting = setInterval(() => app.server.closeIdleConnections(), LET_GO_EVERY_MS);
      await app.close().finally(() => clearInterval(letting));
    },
  };
}

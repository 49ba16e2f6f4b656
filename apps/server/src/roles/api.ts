import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import { build } from '../app.ts';
import { rememberClients } from '../identity/api-clients/remember-clients.ts';
import { keepLastUses } from '../identity/last-uses/keep-last-uses.ts';
import { rememberSessions } from '../identity/sessions/remember-sessions.ts';
import { createLimits } from '../kernel/limits/limits.ts';
import { openStorage } from '../kernel/storage/open-storage.ts';
import type { Installation } from './installation.ts';

const LET_GO_EVERY_MS = 50;

export type Api = { close(): Promise<void> };

/** Answers requests on the public listener. */
export async function startApi(installation: Installation): Promise<Api> {
  const { config, clock, log, database, news } = installation;
  const keyUses = keepLastUses({ table: 'api_key', database, clock, log });
  const clientUses = keepLastUses({ table: 'api_client', database, clock, log });
  const mayRemember = news.isListening;
  const sessions = rememberSessions({ config, clock, database, mayRemember, onKeyUse: keyUses.note });
  const clients = rememberClients({ database, mayRemember, onUse: clientUses.note });
  installation.onGap(sessions.forgetAll);
  installation.onGap(clients.forgetAll);
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
    clients,
    storage: await openStorage(config),
    inboxFolder: resolve(config.FOYER_HOME, 'mail'),
    isStopping: () => isStopping,
  });
  const silent = silentConnectionsOf(app.server);
  await app.listen({ host: config.HOST, port: config.PORT });
  return {
    async close() {
      isStopping = true;
      // Kept alive beyond its last answer, a connection would hold up the stop until it times out.
      const letting = setInterval(() => {
        app.server.closeIdleConnections();
        for (const socket of silent) socket.destroy();
      }, LET_GO_EVERY_MS);
      await app.close().finally(() => clearInterval(letting));
      sessions.close();
      clients.close();
      await keyUses.close();
      await clientUses.close();
    },
  };
}

/** Connections that have asked nothing yet, as browsers open them to be quick. To Node they are at work. */
function silentConnectionsOf(server: Server): ReadonlySet<Socket> {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return silent;
}

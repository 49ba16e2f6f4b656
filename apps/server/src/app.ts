import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { appRouter } from './app-router.ts';
import { hideDeadLinks, hideFromStrangers } from './identity/api-clients/hide-from-strangers.ts';
import type { ClientMemory } from './identity/api-clients/remember-clients.ts';
import { relatedOriginsRoutes } from './identity/passkeys/related-origins.routes.ts';
import { jwksRoutes } from './identity/sessions/jwks.routes.ts';
import { staticPagesRoutes } from './identity/static-pages/static-pages.routes.ts';
import { allowOrigins } from './kernel/http/allow-origins.ts';
import type { Doors } from './kernel/http/open-call.ts';
import { restDoor } from './kernel/http/rest-door.ts';
import { secureAnswers } from './kernel/http/security-headers.ts';
import { takeTurns } from './kernel/http/take-turns.ts';
import { trpcDoor } from './kernel/http/trpc-door.ts';
import type { Storage } from './kernel/storage/open-storage.ts';
import { notices } from './mail-registry.ts';
import { inboxRoutes } from './messaging/inbox/inbox.routes.ts';
import { notificationStreamRoutes } from './messaging/notifications/notification-stream.routes.ts';
import { unsubscribeRoutes } from './messaging/unsubscribes/unsubscribe.routes.ts';
import { clockRoutes } from './operations/clock/clock.routes.ts';
import { healthRoutes } from './operations/health/health.routes.ts';
import { apiDocsRoutes } from './operations/site/api-docs.routes.ts';
import { consoleRoutes, nothingHere, readConsolePage } from './operations/site/console.routes.ts';
import { calendarRoutes } from './programme/calendars/calendar.routes.ts';
import { eventPageRoutes } from './programme/events/event-page.routes.ts';
import { exportRoutes } from './programme/exports/export.routes.ts';
import { mediaRoutes } from './programme/images/media.routes.ts';
import { uploadRoutes } from './programme/images/uploads.routes.ts';

/** The public listener: every address that the outside may ask. */
export async function build(options: {
  doors: Doors;
  clients: ClientMemory;
  storage: Storage;
  inboxFolder: string;
  isStopping: () => boolean;
}): Promise<FastifyInstance> {
  const { doors, clients } = options;
  const { config, clock, database } = doors;
  const app = Fastify({
    loggerInstance: doors.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    requestIdHeader: false,
    // The doors log each call once, with its id: a logger for each request would be made for nothing.
    childLoggerFactory: (log) => log,
    // Beyond what Node reads of an address: the refusal of a long one would tell where something is.
    routerOptions: { maxParamLength: 100_000 },
    bodyLimit: 1_000_000,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
  });
  secureAnswers(app, { url: config.PUBLIC_URL, picturesFrom: config.PUBLIC_URL });
  takeTurns(app);
  await allowOrigins(app, { config, isClientOrigin: clients.isOrigin });
  // Cookies are read by the few calls that need them.
  await app.register(fastifyCookie, { hook: false });

  const page = readConsolePage();
  const answerNothing = nothingHere(page);
  const strangers = { config, clients, answerNothing };
  const answerDeadLink = hideDeadLinks(strangers);
  await app.register(async (api) => {
    hideFromStrangers(api, strangers);
    await api.register(trpcDoor, { prefix: '/trpc', doors, router: appRouter });
    await api.register(restDoor, { prefix: '/api/v1', doors, router: appRouter });
    await api.register(notificationStreamRoutes, { doors, notices });
    await api.register(apiDocsRoutes, { router: appRouter, url: config.PUBLIC_URL, version: '0.1.0' });
    jwksRoutes(api, { config });
  });
  // Before a body is read, as where something is hidden; of what was registered above it knows nothing.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) void answerNothing(request, reply);
    else done();
  });
  app.setNotFoundHandler(answerNothing);
  healthRoutes(app, { database, isStopping: options.isStopping });
  await app.register(calendarRoutes, { doors });
  eventPageRoutes(app, { doors, page });
  await app.register(exportRoutes, { doors, answerDeadLink });
  relatedOriginsRoutes(app, { config });
  await app.register(staticPagesRoutes, { doors, router: appRouter });
  mediaRoutes(app, { storage: options.storage });
  await app.register(unsubscribeRoutes, { doors });
  await app.register(uploadRoutes, { doors, storage: options.storage, answerDeadLink });
  if (!config.isProduction) {
    await app.register(clockRoutes, { clock, database });
    await app.register(inboxRoutes(options.inboxFolder));
  }
  await consoleRoutes(app, page);
  return app;
}

/** A caller's own id is taken when it is one, so that its log and ours tell of the same request. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{8,100}$/.test(given) ? given : randomUUID();
}

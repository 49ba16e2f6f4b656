import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyCors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { appRouter } from './app-router.ts';
import { jwksRoutes } from './identity/sessions/jwks.routes.ts';
import { staticPagesRoutes } from './identity/static-pages/static-pages.routes.ts';
import type { Doors } from './kernel/http/open-call.ts';
import { restDoor } from './kernel/http/rest-door.ts';
import { secureAnswers } from './kernel/http/security-headers.ts';
import { trpcDoor } from './kernel/http/trpc-door.ts';
import type { Storage } from './kernel/storage/open-storage.ts';
import { inboxRoutes } from './messaging/inbox/inbox.routes.ts';
import { clockRoutes } from './operations/clock/clock.routes.ts';
import { healthRoutes } from './operations/health/health.routes.ts';
import { apiDocsRoutes } from './operations/site/api-docs.routes.ts';
import { consoleRoutes } from './operations/site/console.routes.ts';
import { mediaRoutes } from './programme/images/media.routes.ts';

/** The public listener: every address that the outside may ask. */
export async function build(options: {
  doors: Doors;
  storage: Storage;
  inboxFolder: string;
  isStopping: () => boolean;
}): Promise<FastifyInstance> {
  const { doors } = options;
  const { config, clock, database } = doors;
  const app = Fastify({
    loggerInstance: doors.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    requestIdHeader: false,
    // The doors log each call once, with its id: a logger for each request would be made for nothing.
    childLoggerFactory: (log) => log,
    routerOptions: { maxParamLength: 5_000 },
    bodyLimit: 1_000_000,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
  });
  secureAnswers(app, config.PUBLIC_URL);
  await app.register(fastifyCors, {
    // By a function: a list would tell strangers, beside no origin, what others may do.
    origin: async (origin?: string) => origin !== undefined && config.ALLOW_ORIGINS.includes(origin),
    credentials: config.ALLOW_CREDENTIALS,
    methods: config.ALLOW_METHODS,
    allowedHeaders: config.ALLOW_HEADERS,
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 600,
  });
  // Cookies are read by the few calls that need them.
  await app.register(fastifyCookie, { hook: false });

  await app.register(trpcDoor, { prefix: '/trpc', doors, router: appRouter });
  await app.register(restDoor, { prefix: '/api/v1', doors, router: appRouter });
  await app.register(apiDocsRoutes, { router: appRouter, url: config.PUBLIC_URL, version: '0.1.0' });
  await app.register(staticPagesRoutes, { doors, router: appRouter });
  healthRoutes(app, { database, isStopping: options.isStopping });
  jwksRoutes(app, { config });
  mediaRoutes(app, { storage: options.storage });
  if (!config.isProduction) {
    await app.register(clockRoutes, { clock, database });
    await app.register(inboxRoutes(options.inboxFolder));
  }
  await consoleRoutes(app);
  return app;
}

/** A caller's own id is taken when it is one, so that its log and ours tell of the same request. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{8,100}$/.test(given) ? given : randomUUID();
}

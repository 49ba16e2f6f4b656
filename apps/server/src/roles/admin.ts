import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { CreateApiClientInput } from '../identity/api-clients/api-clients.contract.ts';
import { createClient } from '../identity/api-clients/create-client.ts';
import { createEnrolment } from '../identity/enrolments/create-enrolment.ts';
import { readInitialWebhook } from '../identity/webhooks/initial-webhook.ts';
import type { Context } from '../kernel/context.ts';
import { transactional } from '../kernel/database/transaction.ts';
import { secureAnswers } from '../kernel/http/security-headers.ts';
import { healthRoutes } from '../operations/health/health.routes.ts';
import { readAdminPage, wantsPage } from '../operations/site/console.routes.ts';
import { openAdminConsole } from './admin-console.ts';
import { isAdminKey } from './admin-key.ts';
import type { Installation } from './installation.ts';

export type Admin = { close(): Promise<void> };

/**
 * The admin listener: for the people who run this machine, on loopback unless configured. Behind a key of its own,
 * but for its console and the procedures that this calls: those demand a superuser's session, or the key.
 */
export async function startAdmin(installation: Installation): Promise<Admin> {
  const { config } = installation;
  const app = Fastify({
    loggerInstance: installation.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 100_000 },
    childLoggerFactory: (log) => log,
    forceCloseConnections: 'idle',
  });
  secureAnswers(app, { url: config.ADMIN_URL, picturesFrom: config.PUBLIC_URL });
  const page = readAdminPage();
  const console = await openAdminConsole(app, { installation, isBuilt: page !== undefined });
  await app.register(async (keyed) => {
    keyed.addHook('onRequest', async (request, reply) => {
      if (isAdminKey(request.headers.authorization, config.ADMIN_KEY)) return;
      // The addresses of the console's pages are known to the page alone.
      if (page !== undefined && request.routeOptions.url === '/*' && wantsPage(request))
        return reply.header('cache-control', 'no-cache').type('text/html').send(page);
      await reply.code(401).send({
        error: {
          code: 'ADMIN_KEY_REQUIRED',
          message:
            'Send `Authorization: Bearer <key>`; the key is in FOYER_HOME/admin.key, or what ADMIN_KEY says.',
        },
      });
    });
    keyedRoutes(keyed, installation);
    // Whoever has no key learns of no address whether there is something.
    keyed.all('/*', (_request, reply) =>
      reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is no such address.' } }),
    );
  });
  await app.listen({ host: config.ADMIN_HOST, port: config.ADMIN_PORT });
  return {
    async close() {
      await app.close();
      console.close();
    },
  };
}

function keyedRoutes(app: FastifyInstance, installation: Installation): void {
  const { database } = installation;
  healthRoutes(app, { database, isStopping: () => false });
  const inTransaction = <Result>(work: (ctx: Context) => Promise<Result>) =>
    transactional(database.fork(), (em) =>
      work(installation.contextIn(em, { kind: 'system', name: 'admin' })),
    );
  app.post('/enrolments', () => inTransaction(createEnrolment));
  // With REQUIRE_TRUSTED_CLIENT on, the first client cannot come by the API: nobody can call it yet.
  app.post('/api-clients', async (request, reply) => {
    const input = CreateApiClientInput.safeParse(request.body);
    if (input.success) return inTransaction((ctx) => createClient(ctx, input.data));
    const message = input.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' ');
    return reply.code(400).send({ error: { code: 'BAD_INPUT', message } });
  });
  app.get('/initial-webhook', async (_request, reply) => {
    const context = installation.contextIn(database.fork(), { kind: 'system', name: 'admin' });
    const webhook = await readInitialWebhook(context);
    if (webhook) return { url: webhook.url, signingSecret: webhook.secret };
    return reply.code(404).send({
      error: { code: 'NO_INITIAL_WEBHOOK', message: 'No start has had INITIAL_WEBHOOKS_2F_URL yet.' },
    });
  });
}

import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { AnyRouter } from '@trpc/server';
import type { FastifyInstance } from 'fastify';
import { describeApi } from '../../kernel/http/openapi.ts';

/**
 * `/openapi.json` and the pages made from it at `/docs`. The description is made when it is first asked for: it would be a
 * tenth of each start.
 */
export async function apiDocsRoutes(
  app: FastifyInstance,
  options: { router: AnyRouter; url: string; version: string },
): Promise<void> {
  const document: { openapi?: string } = {};
  app.addHook('onRequest', async () => {
    if (document.openapi === undefined) Object.assign(document, describeApi(options.router, options));
  });
  await app.register(swagger, { mode: 'static', specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', deepLinking: true },
    theme: {
      title: 'Foyer API',
      css: [{ filename: 'foyer.css', content: '.swagger-ui .topbar { display: none }' }],
    },
  });
  app.get('/openapi.json', () => document);
}

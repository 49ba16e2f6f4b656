import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const BUILT = fileURLToPath(new URL('../../../../console/dist/', import.meta.url));

/** The console at `/`. Its own addresses all answer with its one page; files that are not there stay not there. */
export async function consoleRoutes(app: FastifyInstance): Promise<void> {
  if (!existsSync(`${BUILT}index.html`)) return;
  const page = readFileSync(`${BUILT}index.html`, 'utf8');
  await app.register(fastifyStatic, {
    root: BUILT,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    const isPage = !/\.\w+$/.test(request.url.split('?')[0] ?? '');
    if (wantsPage && isPage) return reply.header('cache-control', 'no-cache').type('text/html').send(page);
    return reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is no such address.' } });
  });
  app.get('/', (_request, reply) => reply.header('cache-control', 'no-cache').type('text/html').send(page));
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CAMERA_ALONE } from '../../kernel/http/security-headers.ts';
import { SERVER_FOLDER } from '../../kernel/server-folder.ts';

/** Where tickets are scanned: the one page of the console that a camera is for. */
const AT_THE_DOOR = /^\/staff\/events\/[^/?]+\/check-in(\?|$)/;

const BUILT = join(SERVER_FOLDER, '..', 'console', 'dist');

/** The console's one page; undefined where it has not been built. */
export function readConsolePage(): string | undefined {
  const page = join(BUILT, 'index.html');
  return existsSync(page) ? readFileSync(page, 'utf8') : undefined;
}

/** The console at `/`, and the files that its page needs. */
export async function consoleRoutes(app: FastifyInstance, page: string | undefined): Promise<void> {
  if (page === undefined) return;
  await serveFiles(app);
  app.get('/', (_request, reply) => reply.header('cache-control', 'no-cache').type('text/html').send(page));
}

/** The page as the admin listener has it: told where it is, it shows what runs the machine. */
export function readAdminPage(): string | undefined {
  return readConsolePage()?.replace('<head>', '<head><meta name="foyer-listener" content="admin">');
}

export async function serveFiles(app: FastifyInstance): Promise<void> {
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
}

/**
 * What an address answers at which there is nothing: the console's page, whose own addresses the server does not
 * know, and for whoever wants no page, or a file, that there is none.
 */
export function nothingHere(page: string | undefined) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (page !== undefined && wantsPage(request)) {
      if (AT_THE_DOOR.test(request.url)) void reply.header('permissions-policy', CAMERA_ALONE);
      return reply.header('cache-control', 'no-cache').type('text/html').send(page);
    }
    return reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is no such address.' } });
  };
}

/** Whether a browser asks for a page, and for no file. */
export function wantsPage(request: FastifyRequest): boolean {
  const isPage = !/\.\w+$/.test(request.url.split('?')[0] ?? '');
  return isPage && request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

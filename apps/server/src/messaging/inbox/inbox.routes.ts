import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { framedMail, listPage, mailPage, missingPage } from './inbox-pages.ts';
import { readMail } from './mail-files.ts';
import { readInbox } from './read-inbox.ts';

/** As many as anybody looks through. */
const MOST_LISTED = 100;

/** A mail in its frame: styles of its own, and nothing that runs or is fetched from anywhere. */
const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; " +
  'sandbox allow-popups allow-popups-to-escape-sandbox';

const Named = z.object({ id: z.uuid() });

/** `/dev/mail`: what was sent, as its recipients see it. Never on the public listener in production. */
export function inboxRoutes(folder: string) {
  return async (app: FastifyInstance): Promise<void> => {
    const find = async (params: unknown) => {
      const named = Named.safeParse(params);
      const mail = named.success ? await readMail(folder, named.data.id) : undefined;
      return mail && named.data ? { id: named.data.id, mail } : undefined;
    };
    app.get('/dev/mail', async (_request, reply) =>
      page(reply, listPage((await readInbox(folder, undefined, MOST_LISTED)).reverse())),
    );
    app.get('/dev/mail.json', async (request) => {
      const { to } = request.query as { to?: unknown };
      return { items: (await readInbox(folder, typeof to === 'string' ? to : undefined)).reverse() };
    });
    app.get('/dev/mail/:id', async (request, reply) => {
      const found = await find(request.params);
      return found ? page(reply, mailPage(found.id, found.mail)) : page(reply.code(404), missingPage());
    });
    app.get('/dev/mail/:id/html', async (request, reply) => {
      const found = await find(request.params);
      if (found === undefined) return page(reply.code(404), missingPage());
      // A sandboxed page has no origin, so it cannot be asked to keep a process of its own for it.
      void reply.headers({ 'origin-agent-cluster': '?0', 'content-security-policy': FRAME_POLICY });
      return page(reply, framedMail(found.mail));
    });
  };
}

function page(reply: FastifyReply, content: string): FastifyReply {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(content);
}

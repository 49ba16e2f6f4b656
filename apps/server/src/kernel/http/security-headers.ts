import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** Where a page is reached, and where the addresses of its pictures begin. */
type Site = { url: string; picturesFrom: string };

/** Nothing that we serve looks, listens or asks where somebody is; the page at the door says otherwise for itself. */
const NO_SENSES = 'camera=(), microphone=(), geolocation=()';
export const CAMERA_ALONE = 'camera=(self), microphone=(), geolocation=()';

/**
 * Puts helmet's headers and the request's id on every answer. Nothing in helmet's headers depends on the request:
 * they are asked for once, where asking anew would cost a tenth of a small read.
 */
export function secureAnswers(app: FastifyInstance, site: Site): void {
  const constant = headersOf(site);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(constant).header('x-request-id', request.id);
    done();
  });
}

function headersOf(site: Site): Record<string, string> {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  helmet({ contentSecurityPolicy: { directives: contentPolicy(site) } })(answer.req, answer, () => {});
  answer.setHeader('permissions-policy', NO_SENSES);
  return Object.fromEntries(
    Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}

function contentPolicy({ url, picturesFrom }: Site) {
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // The console's component library sets styles on elements.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:', new URL(picturesFrom).origin],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    upgradeInsecureRequests: url.startsWith('https:') ? [] : null,
  };
}

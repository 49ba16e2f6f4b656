import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

/** Where a page is reached, and where the addresses of its pictures begin. */
type Site = { url: string; picturesFrom: string };

/** Nothing that we serve looks, listens or asks where somebody is; the page at the door says otherwise for itself. */
const NO_SENSES = 'camera=(), microphone=(), geolocation=()';
export const CAMERA_ALONE = 'camera=(self), microphone=(), geolocation=()';

/** An answer of JSON does nothing by itself, is shown in no frame, and is taken for nothing else: OWASP's REST sheet. */
const OF_DATA: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: 'deny' },
  // What only a document can heed.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

/**
 * Puts helmet's headers and the request's id on every answer, but for those that it has of its own. Data has the few
 * that mean something there. Nothing in them depends on the request: they are asked for once, where asking anew would
 * cost a tenth of a small read.
 */
export function secureAnswers(app: FastifyInstance, site: Site): void {
  const ofPages = headersOf({ contentSecurityPolicy: { directives: contentPolicy(site) } });
  ofPages.push(['permissions-policy', NO_SENSES]);
  const ofData = headersOf(OF_DATA);
  // biome-ignore lint/complexity/useMaxParams: Fastify's hook
  app.addHook('onSend', (request, reply, payload, done) => {
    for (const [name, value] of isData(reply) ? ofData : ofPages)
      if (!reply.hasHeader(name)) void reply.header(name, value);
    void reply.header('x-request-id', request.id);
    done(null, payload);
  });
}

function isData(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('application/json');
}

function headersOf(options: HelmetOptions): [name: string, value: string][] {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  helmet(options)(answer.req, answer, () => {});
  return Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]);
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

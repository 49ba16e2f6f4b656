import type { FastifyInstance } from 'fastify';
import type { Storage } from '../../kernel/storage/open-storage.ts';

const TYPES = { webp: 'image/webp', jpg: 'image/jpeg' } as const;

/** What `draw-variants.ts` names: nothing else is served, and so neither masters nor anything beside them. */
const VARIANT = /^images\/[\da-f-]{36}\/[\da-f]{16}-\d{1,4}\.(webp|jpg)$/;

/** `/media/*`: pictures under names that never mean another picture, so that they may be kept for ever. */
export function mediaRoutes(app: FastifyInstance, options: { storage: Storage }): void {
  app.get<{ Params: { '*': string } }>('/media/*', async (request, reply) => {
    const key = request.params['*'];
    const type = TYPES[VARIANT.exec(key)?.[1] as keyof typeof TYPES];
    if (type === undefined || !(await options.storage.exists(key)))
      return reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is no such picture.' } });
    // The name says what the bytes are.
    const etag = `"${key}"`;
    void reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type(type).send(await options.storage.getStream(key));
  });
}

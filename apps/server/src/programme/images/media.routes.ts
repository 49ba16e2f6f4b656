import type { FastifyInstance } from 'fastify';
import type { Storage } from '../../kernel/storage/open-storage.ts';

const TYPES: Record<string, string> = { webp: 'image/webp', jpg: 'image/jpeg', png: 'image/png' };

/** `/media/*`: pictures under names that never mean another picture, so that they may be kept for ever. */
export function mediaRoutes(app: FastifyInstance, options: { storage: Storage }): void {
  app.get<{ Params: { '*': string } }>('/media/*', async (request, reply) => {
    const key = request.params['*'];
    const type = TYPES[/^[\w/-]+\.(webp|jpg|png)$/.exec(key)?.[1] ?? ''];
    if (type === undefined || !(await options.storage.exists(key)))
      return reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is no such picture.' } });
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('cross-origin-resource-policy', 'cross-origin')
      .type(type)
      .send(await options.storage.getStream(key));
  });
}

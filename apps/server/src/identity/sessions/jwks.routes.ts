import type { FastifyInstance } from 'fastify';
import type { Config } from '../../kernel/config.ts';
import { signingKeyOf } from './signing-key.ts';

/** `/.well-known/jwks.json`: what others need to check our access tokens by themselves. */
export function jwksRoutes(app: FastifyInstance, options: { config: Config }): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    const { publicJwk } = await signingKeyOf(options.config);
    return reply.header('cache-control', 'public, max-age=300').send({ keys: publicJwk ? [publicJwk] : [] });
  });
}

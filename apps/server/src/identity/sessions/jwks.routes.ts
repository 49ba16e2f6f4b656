import type { FastifyInstance } from 'fastify';
import type { Config } from '../../kernel/config.ts';
import { believedKeysOf } from './signing-key.ts';

/** `/.well-known/jwks.json`: what others need to check our access tokens by themselves. */
export function jwksRoutes(app: FastifyInstance, options: { config: Config }): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    const keys = (await believedKeysOf(options.config)).map(({ publicJwk }) => publicJwk);
    return reply
      .header('cache-control', 'public, max-age=300')
      .send({ keys: keys.filter((key) => key !== undefined) });
  });
}

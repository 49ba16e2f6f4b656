import fastifyCors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/**
 * CORS for pages of ALLOW_ORIGINS, and for those of registered clients, whose session cookie is never believed. Any
 * other origin is told nothing, at every address alike.
 */
export async function allowOrigins(
  app: FastifyInstance,
  { config, isClientOrigin }: { config: Config; isClientOrigin: (origin: string) => Promise<boolean> },
): Promise<void> {
  const nobody: FastifyCorsOptions = { origin: false };
  const client: FastifyCorsOptions = {
    origin: true,
    methods: config.ALLOW_METHODS,
    allowedHeaders: config.ALLOW_HEADERS,
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 600,
  };
  const configured = { ...client, credentials: config.ALLOW_CREDENTIALS };
  const own = new URL(config.PUBLIC_URL).origin;

  // By a function: a list would tell strangers, beside no origin, what others may do.
  await app.register(fastifyCors, {
    delegator: (request, answer) => {
      const { origin } = request.headers;
      if (origin === undefined) answer(null, nobody);
      else if (config.ALLOW_ORIGINS.includes(origin)) answer(null, configured);
      else if (origin === own) answer(null, nobody);
      else
        isClientOrigin(origin).then(
          (isAllowed) => answer(null, isAllowed ? client : nobody),
          (error) => answer(error),
        );
    },
  });
}

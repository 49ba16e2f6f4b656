import type { FastifyInstance } from 'fastify';
import type { Config } from '../../kernel/config.ts';
import { originsOf } from './relying-party.ts';

/** `/.well-known/webauthn`: lets browsers use our passkeys on pages of the configured origins (WebAuthn § 5.11). */
export function relatedOriginsRoutes(app: FastifyInstance, options: { config: Config }): void {
  const origins = originsOf(options.config);
  app.get('/.well-known/webauthn', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send({ origins }),
  );
}

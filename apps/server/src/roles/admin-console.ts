import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import { adminRouter, internalRouter } from '../app-router.ts';
import { rememberSessions } from '../identity/sessions/remember-sessions.ts';
import type { Config } from '../kernel/config.ts';
import type { Doors } from '../kernel/http/open-call.ts';
import { restDoor } from '../kernel/http/rest-door.ts';
import { trpcDoor } from '../kernel/http/trpc-door.ts';
import { createLimits } from '../kernel/limits/limits.ts';
import { serveFiles } from '../operations/site/console.routes.ts';
import { isAdminKey } from './admin-key.ts';
import type { Installation } from './installation.ts';

/** What the key of the machine reaches of the procedures. Who holds it is no account, and joins no event. */
const KEY_SCOPES = [
  ...new Set(Object.keys(internalRouter._def.procedures).map((path) => path.split('.')[0])),
].flatMap((feature) => [`${feature}:read`, `${feature}:write`]);

/**
 * The console on the admin listener, where alone it shows what runs the machine, and the procedures that it calls.
 * Its pages are the public ones; each procedure demands what it demands anywhere: a superuser's session, shown anew
 * for a change. The key of the machine does as well.
 */
export async function openAdminConsole(
  app: FastifyInstance,
  { installation, isBuilt }: { installation: Installation; isBuilt: boolean },
): Promise<{ close(): void }> {
  const { config, clock, log, database } = installation;
  // Few call here: who they are is asked of the database each time.
  const sessions = rememberSessions({ config, clock, database, mayRemember: () => false });
  const doors: Doors = {
    config: asReachedHere(config),
    clock,
    log,
    database,
    limits: createLimits({ fork: database.fork, clock, callsPerMinute: config.RATE_LIMIT_PER_MINUTE }),
    jobsIn: installation.queue.jobsIn,
    identify: async (token, device, how) =>
      isAdminKey(`Bearer ${token}`, config.ADMIN_KEY)
        ? { kind: 'system', name: 'admin key', scopes: KEY_SCOPES }
        : sessions.identify(token, device, how),
  };
  await app.register(async (site) => {
    await site.register(fastifyCookie, { hook: false });
    await site.register(trpcDoor, { prefix: '/trpc', doors, router: adminRouter });
    await site.register(restDoor, { prefix: '/api/v1', doors, router: internalRouter });
    if (isBuilt) await serveFiles(site);
  });
  return { close: sessions.close };
}

/** Cookies and passkeys are believed from pages of this listener and from no other origin. */
function asReachedHere(config: Config): Config {
  return { ...config, ALLOW_ORIGINS: [new URL(config.ADMIN_URL).origin], ALLOW_CREDENTIALS: true };
}

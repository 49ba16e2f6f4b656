import fastifyCookie from '@fastify/cookie';
import Fastify from 'fastify';
import { rememberSessions } from '../identity/sessions/remember-sessions.ts';
import { trpcDoor } from '../kernel/http/trpc-door.ts';
import { createLimits } from '../kernel/limits/limits.ts';
import { Nothing } from '../kernel/nothing.contract.ts';
import { mutation, router } from '../kernel/procedure.ts';
import type { Installation } from '../roles/installation.ts';

/** A door with one procedure that demands a fresh session, and a memory of its own of who holds a token. */
export async function openFreshGate(installation: Installation) {
  const { config, clock, log, database, news, queue } = installation;
  const sessions = rememberSessions({ config, clock, database, mayRemember: news.isListening });
  const app = Fastify();
  await app.register(fastifyCookie, { hook: false });
  await app.register(trpcDoor, {
    prefix: '/trpc',
    router: router({
      secrets: router({
        change: mutation({
          summary: 'Changes what wants to be confirmed.',
          demands: 'fresh',
          rest: 'POST /secrets',
          input: Nothing,
          output: Nothing,
          run: async () => ({}),
        }),
      }),
    }),
    doors: {
      config,
      clock,
      log,
      database,
      limits: createLimits({ fork: database.fork, clock, callsPerMinute: 0 }),
      jobsIn: queue.jobsIn,
      identify: sessions.identify,
    },
  });
  const device = { ipAddress: '192.0.2.1', userAgent: '' };
  return {
    /** Whether this token may do what only a fresh session may. */
    async outcome(token: string): Promise<string> {
      const answer = await app.inject({
        method: 'POST',
        url: '/trpc/secrets.change',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        payload: '{"json":{}}',
      });
      return answer.json().error?.json.data.fault.code ?? 'OK';
    },
    identify: (token: string) => sessions.identify(token, device),
    async close() {
      sessions.close();
      await app.close();
    },
  };
}

import type { FastifyInstance } from 'fastify';
import type { Database } from '../../kernel/database/database.ts';

/** `/healthz`: the process is alive. `/readyz`: it may take traffic, and which database serves. */
export function healthRoutes(
  app: FastifyInstance,
  options: { database: Database; isStopping: () => boolean },
): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    if (options.isStopping()) return reply.code(503).send({ status: 'stopping' });
    if (!(await options.database.isReachable())) return reply.code(503).send({ status: 'no database' });
    return { status: 'ready', database: options.database.kind };
  });
}

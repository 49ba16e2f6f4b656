import type { FastifyInstance } from 'fastify';
import { type Doors, openCall } from '../../kernel/http/open-call.ts';
import { isId } from '../../kernel/ids.ts';
import { describeForMachines } from './describe-for-machines.ts';
import { getEvent } from './get-event.ts';

/**
 * `/events/{id}`: the console's page, whose head says what the event is, for those who run no script: search engines,
 * and whoever shows a preview of a link. It is asked as a stranger: what is not for everybody stays out.
 */
export function eventPageRoutes(
  app: FastifyInstance,
  { doors, page }: { doors: Doors; page: string | undefined },
): void {
  if (page === undefined) return;
  app.get<{ Params: { eventId: string } }>('/events/:eventId', async (request, reply) => {
    const call = openCall(doors, request, reply);
    await call.admit('event page');
    void reply.header('cache-control', 'no-cache').type('text/html');
    // Known programs alone may learn of events then, and whoever reads a page need not be one.
    if (doors.config.REQUIRE_TRUSTED_CLIENT || !isId(request.params.eventId)) return page;
    // Without a database, or without such an event, the console says so itself.
    const ctx = call.context();
    const event = await getEvent(ctx, request.params).catch(() => undefined);
    return event === undefined ? page : withHead(page, describeForMachines(ctx, event).html);
  });
}

function withHead(page: string, head: string): string {
  const bare = page.replace(/<title>.*?<\/title>\s*/s, '').replace(/<meta name="description"[^>]*>\s*/, '');
  // A function: in a replacement text, what an event is called could have a meaning.
  return bare.replace('</head>', () => `${head}</head>`);
}

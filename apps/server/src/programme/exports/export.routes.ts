import type { FastifyInstance } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { TOO_MANY_REQUESTS } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import type { AnswerDeadLink } from '../../kernel/http/dead-link.ts';
import { type Doors, openCall } from '../../kernel/http/open-call.ts';
import { refuse } from '../../kernel/http/refuse.ts';
import '../../people/accounts/accounts.entity.ts';
import '../events/events.entity.ts';
import { type ExportLink, exportLink, LINK_LIFETIME_MS } from './export-link.ts';
import { EXPORT_LINK_OVER } from './exports.contract.ts';
import { fileNameOf } from './file-name.ts';
import { readAttendees } from './read-attendees.ts';
import { CONTENT_TYPES, writeAttendees } from './write-attendees.ts';

/** `/exports/*`: the file that a link was given out for, once. */
export async function exportRoutes(
  app: FastifyInstance,
  { doors, answerDeadLink }: { doors: Doors; answerDeadLink: AnswerDeadLink },
): Promise<void> {
  app.setErrorHandler((error, request, reply) => refuse(reply, request, error));
  // Whoever only asks whether something is there does not use the link up.
  const routed = { exposeHeadRoute: false };
  app.get<{ Params: { token: string } }>('/exports/:token', routed, async (request, reply) => {
    const link = exportLink.open(doors.config, request.params.token, doors.clock.now());
    // Before it is counted: what finds nothing is counted nowhere.
    if (link === undefined) return answerDeadLink(request, reply, EXPORT_LINK_OVER);
    const call = openCall(doors, request, reply);
    await call.admit('exports');
    const ctx = call.context();
    const event = await readExported(ctx, link);
    if (event === undefined || !(await spendOnce(doors, link)))
      return answerDeadLink(request, reply, EXPORT_LINK_OVER);
    const { format } = link;
    return reply
      .type(CONTENT_TYPES[format])
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(fileNameOf(event, format))}`,
      )
      .send(writeAttendees(readAttendees(ctx, link.eventId), { format, timeZone: event.time_zone }));
  });
}

/** The event, if whose link it is may still see its people: a right that was taken away is gone at once. */
async function readExported(ctx: Context, link: ExportLink) {
  return sqlOf(ctx.em)
    .selectFrom('event')
    .innerJoin('account', (join) => join.on('account.id', '=', link.accountId))
    .where('event.id', '=', link.eventId)
    .where('account.role', 'in', ['staff', 'superuser'])
    .where('account.disabled_at', 'is', null)
    .select(['event.name', 'event.starts_at_local', 'event.time_zone'])
    .executeTakeFirst();
}

/** Counted in the database, so that of two who hold the link one gets the file, whichever processes they ask. */
async function spendOnce({ limits }: Doors, { id }: ExportLink): Promise<boolean> {
  try {
    await limits.spend({ key: `export link ${id}`, most: 1, windowMs: LINK_LIFETIME_MS });
    return true;
  } catch (error) {
    if (error instanceof Fault && error.kind.code === TOO_MANY_REQUESTS.code) return false;
    throw error;
  }
}

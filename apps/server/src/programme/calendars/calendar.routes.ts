import type { FastifyInstance, FastifyReply } from 'fastify';
import { NOT_FOUND } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { type Doors, openCall } from '../../kernel/http/open-call.ts';
import { refuse } from '../../kernel/http/refuse.ts';
import { isId } from '../../kernel/ids.ts';
import {
  readCalendarEvent,
  readCalendarSeat,
  readPrivateFeed,
  readPublicProgramme,
} from './read-calendar-events.ts';
import { openSeatToken } from './seat-token.ts';
import { type CalendarEvent, writeCalendar } from './write-calendar.ts';

const NAME = 'Foyer';

/** `/calendar/*`: what calendars read. An event to keep, the public programme, and what one takes part in oneself. */
export async function calendarRoutes(app: FastifyInstance, { doors }: { doors: Doors }): Promise<void> {
  app.setErrorHandler((error, request, reply) => refuse(reply, request, error));
  const send = (reply: FastifyReply, events: CalendarEvent[], fileName: string) =>
    reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header('content-disposition', `attachment; filename="${fileName}.ics"`)
      .send(writeCalendar(doors.config, NAME, events));

  app.get('/calendar/events.ics', async (request, reply) => {
    const call = openCall(doors, request, reply);
    await call.admit('calendar');
    return send(reply, await readPublicProgramme(call.context()), 'events');
  });

  app.get<{ Params: { eventId: string } }>('/calendar/events/:eventId.ics', async (request, reply) => {
    const call = openCall(doors, request, reply);
    await call.admit('calendar');
    const { eventId } = request.params;
    const event = isId(eventId) ? await readCalendarEvent(call.context(), eventId) : undefined;
    if (event === undefined) throw new Fault(NOT_FOUND, 'There is no such event.');
    return send(reply, [event], 'event');
  });

  app.get<{ Params: { token: string } }>('/calendar/seats/:token.ics', async (request, reply) => {
    const call = openCall(doors, request, reply);
    await call.admit('calendar');
    const participationId = openSeatToken(doors.config, request.params.token);
    const seat = participationId && (await readCalendarSeat(call.context(), participationId));
    if (!seat) throw new Fault(NOT_FOUND, 'There is no such seat.');
    return send(reply, [seat], 'event').header('cache-control', 'private, no-cache');
  });

  app.get<{ Params: { token: string } }>('/calendar/mine/:token.ics', async (request, reply) => {
    const call = openCall(doors, request, reply);
    await call.admit('calendar');
    const events = await readPrivateFeed(call.context(), request.params.token);
    if (events === undefined) throw new Fault(NOT_FOUND, 'There is no such feed.');
    return send(reply, events, 'my-events').header('cache-control', 'private, no-cache');
  });
}

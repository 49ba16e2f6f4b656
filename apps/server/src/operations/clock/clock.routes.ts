import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Clock, MINUTE_MS } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database/database.ts';
import { moveClock } from './move-clock.ts';

const Move = z.union([
  z.object({ advanceMinutes: z.coerce.number().min(-525_600).max(525_600) }),
  z.object({ now: z.iso.datetime({ offset: true }) }),
  z.object({ reset: z.coerce.boolean() }),
]);

const HINT = 'Give { "advanceMinutes": 60 }, { "now": "2027-03-14T18:30:00Z" } or { "reset": true }.';

/** `/dev/clock`: shows the clock of this installation and moves it. In development only. */
export async function clockRoutes(
  app: FastifyInstance,
  options: { clock: Clock; database: Database },
): Promise<void> {
  const { clock, database } = options;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.get('/dev/clock', (request, reply) => {
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    return wantsPage ? reply.type('text/html').send(page(clock)) : reading(clock);
  });
  app.post('/dev/clock', async (request, reply) => {
    const move = Move.safeParse(request.body);
    if (!move.success) return reply.code(400).send({ error: { code: 'BAD_INPUT', message: HINT } });
    await moveClock(database, clock, aheadAfter(clock, move.data));
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    return wantsPage ? reply.redirect('/dev/clock', 303) : reading(clock);
  });
}

function aheadAfter(clock: Clock, move: z.output<typeof Move>): number {
  if ('advanceMinutes' in move) return clock.aheadMs() + move.advanceMinutes * MINUTE_MS;
  if ('now' in move) return clock.aheadMs() + new Date(move.now).getTime() - clock.now().getTime();
  return 0;
}

function reading(clock: Clock) {
  return { now: clock.now().toISOString(), aheadMinutes: Math.round(clock.aheadMs() / MINUTE_MS) };
}

function page(clock: Clock): string {
  const { now, aheadMinutes } = reading(clock);
  const button = (fields: string, label: string) =>
    `<form method="post" action="/dev/clock">${fields}<button>${label}</button></form>`;
  const advance = (minutes: number, label: string) =>
    button(`<input type="hidden" name="advanceMinutes" value="${minutes}">`, label);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Clock · Foyer</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:34rem;margin:3rem auto;padding:0 1rem}
form{display:inline-block;margin:.25rem .5rem .25rem 0}button{font:inherit;padding:.4rem .9rem}</style>
<main><h1>Clock</h1><p>It is <strong><time>${now}</time></strong>, ${aheadMinutes} minutes ahead of this machine.</p>
<p>What becomes due by moving it, such as reminders, is sent at once.</p>
${advance(60, 'One hour on')}${advance(1_440, 'One day on')}${advance(10_080, 'One week on')}
${button('<input type="hidden" name="reset" value="true">', 'Back to the present')}</main></html>`;
}

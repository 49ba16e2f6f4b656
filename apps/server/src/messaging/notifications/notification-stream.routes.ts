import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { verifyAccessToken } from '../../identity/sessions/access-token.ts';
import { accountOf } from '../../kernel/actor.ts';
import { assertAssurance, assertScope, assertSecondFactor, scopeOf } from '../../kernel/assurance.ts';
import { after, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { BAD_INPUT } from '../../kernel/fault.contract.ts';
import { faultAt } from '../../kernel/fault.ts';
import { fieldProblem } from '../../kernel/field-problem.contract.ts';
import { bearerOf, type Doors, openCall } from '../../kernel/http/open-call.ts';
import { refuse } from '../../kernel/http/refuse.ts';
import type { Notices } from './notice.ts';
import { NOT_A_NOTIFICATION_NUMBER } from './notifications.contract.ts';
import { openStreams } from './open-streams.ts';

/** As an API key's scopes and the log name it. */
const PATH = 'notifications.watch';

/** So much of what was written may wait for its reader; whoever reads more slowly comes again, and misses nothing. */
const MOST_WAITING_BYTES = 256_000;

/** So long may a reader take to read what was written before the end. */
const ENDS_WITHIN_MS = 3 * SECOND_MS;

type Asked = { Querystring: { lastEventId?: unknown } };

/**
 * `/notifications/stream`: one's own notifications as they come, as server-sent events. Whoever comes again with the
 * last id that they have, in the header `Last-Event-ID` or as `?lastEventId=`, gets what they have missed.
 */
export async function notificationStreamRoutes(
  app: FastifyInstance,
  { doors, notices }: { doors: Doors; notices: Notices },
): Promise<void> {
  const streams = openStreams(() => contextIn(doors), notices);
  app.addHook('preClose', async () => streams.close());
  app.setErrorHandler((error, request, reply) => refuse(reply, request, error));
  // A HEAD would hold a stream open to which nothing is ever sent.
  const routed = { exposeHeadRoute: false };
  app.get<Asked>('/notifications/stream', routed, async (request, reply) => {
    const call = openCall(doors, request, reply);
    await call.admit(PATH);
    const actor = await call.identify();
    assertScope(scopeOf(PATH, 'query'), actor);
    assertAssurance('signedIn', actor, doors.clock.now());
    assertSecondFactor(PATH, 'signedIn', actor);
    const { accountId, sessionId, profile } = accountOf(actor);
    const body = new PassThrough();
    const leave = await streams.open({
      accountId,
      sessionId,
      locale: profile.locale,
      ...(await proofIn(doors, bearerOf(request))),
      after: lastEventIdOf(request),
      write(text) {
        body.write(text);
        return body.writableLength <= MOST_WAITING_BYTES;
      },
      end() {
        body.end();
        if (reply.raw.closed) return;
        // Whoever reads nothing any more never takes the end, and a stop would wait for them.
        const wait = body.writableLength > MOST_WAITING_BYTES ? 0 : ENDS_WITHIN_MS;
        const giveUp = setTimeout(() => reply.raw.destroy(), wait);
        reply.raw.once('close', () => clearTimeout(giveUp));
      },
    });
    body.on('close', leave);
    return reply
      .type('text/event-stream; charset=utf-8')
      .headers({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' })
      .send(body);
  });
}

function contextIn({ config, clock, log, database, jobsIn }: Doors): Context {
  const em = database.fork();
  return {
    em,
    clock,
    log,
    config,
    jobs: jobsIn(em),
    actor: { kind: 'system', name: 'notifications' },
  };
}

/** It ends with the token; an API key proves itself anew after as long. Whether the session lasts is asked all the time. */
async function proofIn({ config, clock }: Doors, token = '') {
  const claims = await verifyAccessToken(config, token, clock.now());
  return {
    endsAt: claims?.expiresAt ?? after(clock.now(), config.JWT_EXPIRE_MINS * MINUTE_MS),
    renewedAt: claims?.renewedAt ?? null,
  };
}

function lastEventIdOf(request: FastifyRequest<Asked>): number | undefined {
  const given = request.headers['last-event-id'] ?? request.query.lastEventId;
  if (given === undefined) return undefined;
  if (typeof given === 'string' && /^\d{1,9}$/.test(given)) return Number(given);
  throw faultAt(BAD_INPUT, fieldProblem('lastEventId', NOT_A_NOTIFICATION_NUMBER));
}

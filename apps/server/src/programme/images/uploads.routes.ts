import type { FastifyInstance } from 'fastify';
import { MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import type { AnswerDeadLink } from '../../kernel/http/dead-link.ts';
import { type Doors, openCall } from '../../kernel/http/open-call.ts';
import { refuse } from '../../kernel/http/refuse.ts';
import { newId } from '../../kernel/ids.ts';
import type { Storage } from '../../kernel/storage/open-storage.ts';
import '../../people/accounts/accounts.entity.ts';
import { IMAGE_TOO_LARGE, MOST_IMAGE_BYTES, UPLOAD_LINK_OVER } from './images.contract.ts';
import { masterKeyOf } from './images.entity.ts';
import { readPicture } from './read-picture.ts';
import { type UploadLink, upload, uploadLink } from './upload-link.ts';

/** A retry, and a second picture when the first was refused. */
const MOST_TRIES = 10;

/**
 * `PUT /uploads/{token}`: takes the bytes of one picture from whoever was given the address. What it answers is worth
 * nothing by itself; setting it for the event is a call like any other.
 */
export async function uploadRoutes(
  app: FastifyInstance,
  { doors, storage, answerDeadLink }: { doors: Doors; storage: Storage; answerDeadLink: AnswerDeadLink },
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_IMAGE_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: { code?: string }, request, reply) =>
    refuse(reply, request, error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? new Fault(IMAGE_TOO_LARGE) : error),
  );
  // Before a byte of the body is read: strangers send none.
  app.addHook<{ Params: { token: string } }>('onRequest', async (request, reply) => {
    const link = uploadLink.open(doors.config, request.params.token, doors.clock.now());
    // Before it is counted: what finds nothing is counted nowhere.
    if (link === undefined) return answerDeadLink(request, reply, UPLOAD_LINK_OVER);
    const call = openCall(doors, request, reply);
    await call.admit('uploads');
    if (!(await isStillStaff(call.context(), link))) return answerDeadLink(request, reply, UPLOAD_LINK_OVER);
    await doors.limits.spend({
      key: `upload ${request.params.token}`,
      most: MOST_TRIES,
      windowMs: 10 * MINUTE_MS,
    });
    links.set(request, link);
  });
  const links = new WeakMap<object, UploadLink>();

  app.put('/uploads/:token', async (request, reply) => {
    const { eventId, accountId } = links.get(request) as UploadLink;
    const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { bytes, ...size } = await readPicture(file, accountId);
    const id = newId();
    await storage.put(masterKeyOf(id), bytes);
    const { token } = upload.seal(doors.config, { eventId, id, ...size }, doors.clock.now());
    return reply.header('cache-control', 'no-store').send({ upload: token });
  });
}

async function isStillStaff(ctx: Context, { accountId }: UploadLink): Promise<boolean> {
  const account = await sqlOf(ctx.em)
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('role', 'in', ['staff', 'superuser'])
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return account !== undefined;
}

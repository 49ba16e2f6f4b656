import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_EDITABLE } from '../events/events.contract.ts';
import { lockEvent } from '../events/lock-event.ts';
import { type ImageUpload, MOST_IMAGE_BYTES, type StartImageUploadInput } from './images.contract.ts';
import { uploadLink } from './upload-link.ts';

/** Gives out an address that takes the bytes of a picture, so that they need no session and no form around them. */
export async function startImageUpload(ctx: Context, input: StartImageUploadInput): Promise<ImageUpload> {
  const event = await lockEvent(ctx, input.eventId);
  if (event.status === 'archived') throw new Fault(EVENT_NOT_EDITABLE);
  const { accountId } = accountOf(ctx.actor);
  const { token, expiresAt } = uploadLink.seal(ctx.config, { eventId: event.id, accountId }, ctx.clock.now());
  return { url: `${ctx.config.PUBLIC_URL}/uploads/${token}`, expiresAt, mostBytes: MOST_IMAGE_BYTES };
}

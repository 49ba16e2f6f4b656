import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { EVENT_NOT_EDITABLE, type EventDetails } from '../events/events.contract.ts';
import { type EventRow, ownFieldsAfter } from '../events/events.entity.ts';
import { getEvent } from '../events/get-event.ts';
import { lockEvent } from '../events/lock-event.ts';
import {
  IMAGE_MISSING,
  type RemoveEventImageInput,
  type SetEventImageInput,
  UPLOAD_INVALID,
} from './images.contract.ts';
import type { StoredImage } from './images.entity.ts';
import { orderVariants } from './order-variants.ts';
import { upload } from './upload-link.ts';

/**
 * Shows an uploaded picture at its event; its sizes are made by a job. The files of the one before are cleaned later.
 * Without an upload the picture stays, and what is said of it changes.
 */
export async function setEventImage(ctx: Context, input: SetEventImageInput): Promise<EventDetails> {
  const { eventId, upload: token, alt } = input;
  const sent = token === undefined ? undefined : upload.open(ctx.config, token, ctx.clock.now());
  if (token !== undefined && sent?.eventId !== eventId) throw new Fault(UPLOAD_INVALID);
  await writeImage(ctx, eventId, ({ image: before }) => {
    if (sent !== undefined) {
      const { id, width, height, placeholder } = sent;
      return { id, alt, width, height, placeholder, variants: [] };
    }
    if (!before) throw new Fault(IMAGE_MISSING);
    return { ...before, alt };
  });
  if (sent !== undefined) await orderVariants(ctx, { imageId: sent.id });
  return getEvent(ctx, input);
}

/** Takes the picture away from an event. Where there is none, nothing changes. */
export async function removeEventImage(ctx: Context, input: RemoveEventImageInput): Promise<EventDetails> {
  await writeImage(ctx, input.eventId, () => null);
  return getEvent(ctx, input);
}

/** Beside the version of the event: whoever is writing its words meanwhile need not begin again. */
async function writeImage(
  ctx: Context,
  eventId: string,
  imageOf: (event: EventRow) => StoredImage | null,
): Promise<void> {
  const event = await lockEvent(ctx, eventId);
  if (event.status === 'archived') throw new Fault(EVENT_NOT_EDITABLE);
  const image = imageOf(event);
  const ownFields = ownFieldsAfter(event, ['image']);
  await sqlOf(ctx.em)
    .updateTable('event')
    .set({
      image: image && (JSON.stringify(image) as never),
      own_fields: ownFields && (JSON.stringify(ownFields) as never),
    })
    .where('id', '=', event.id)
    .execute();
  recordAuditEntry(ctx, {
    action: image === null ? 'event.image-removed' : 'event.image-set',
    subjectType: 'event',
    subjectId: event.id,
    ...(image && { details: { alt: image.alt } }),
  });
  await ctx.em.flush();
}

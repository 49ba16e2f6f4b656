import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { isSqlite, jsonOf, sqlOf } from '../../kernel/database/sql-of.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { openStorage } from '../../kernel/storage/open-storage.ts';
import '../events/events.entity.ts';
import type { StoredImage } from './images.entity.ts';

export const makeImageVariants = declareJob({
  name: 'make-image-variants',
  title: 'Sizes of pictures',
  description: 'Makes the sizes and types of an event’s picture that pages show.',
  payload: z.object({ eventId: z.uuid(), imageId: z.uuid() }),
  isUrgent: true,
  run: async (ctx, { eventId, imageId }) => {
    const image = await readImage(ctx, eventId);
    // Replaced or removed meanwhile, or done by an earlier try.
    if (image?.id !== imageId || image.variants.length > 0) return;
    const { drawVariants } = await import('./draw-variants.ts');
    const variants = await drawVariants(await openStorage(ctx.config), image);
    await transactional(ctx.em, async (em) => {
      const inside = { ...ctx, em };
      const now = await readImage(inside, eventId, 'and keep it');
      if (now?.id !== imageId) return;
      await sqlOf(em)
        .updateTable('event')
        .set({ image: JSON.stringify({ ...now, variants }) as never })
        .where('id', '=', eventId)
        .execute();
    });
  },
});

async function readImage(
  ctx: Context,
  eventId: string,
  how?: 'and keep it',
): Promise<StoredImage | undefined> {
  const row = sqlOf(ctx.em).selectFrom('event').select('image').where('id', '=', eventId);
  const found = await (how && !isSqlite(ctx.em) ? row.forNoKeyUpdate() : row).executeTakeFirst();
  return found?.image ? jsonOf<StoredImage>(found.image) : undefined;
}

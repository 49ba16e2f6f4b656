import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { isSqlite, jsonOf, sqlOf } from '../../kernel/database/sql-of.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { openStorage } from '../../kernel/storage/open-storage.ts';
import '../events/events.entity.ts';
import { type StoredImage, shownImageId } from './images.entity.ts';

export const makeImageVariants = declareJob({
  name: 'make-image-variants',
  title: 'Sizes of pictures',
  description: 'Makes the sizes and types of an event’s picture that pages show.',
  payload: z.object({ imageId: z.uuid() }),
  isUrgent: true,
  run: async (ctx, { imageId }) => {
    const image = await readUnmade(ctx, imageId);
    // Replaced or removed meanwhile, or done by an earlier try.
    if (image === undefined) return;
    const { drawVariants } = await import('./draw-variants.ts');
    const variants = await drawVariants(await openStorage(ctx.config), image);
    await transactional(ctx.em, async (em) => {
      const db = sqlOf(em);
      // Waits for whoever is giving the picture to more events, so that those are among them below.
      if (!isSqlite(em))
        await db
          .selectFrom('event')
          .where(shows(imageId))
          .select('id')
          .orderBy('id')
          .forNoKeyUpdate()
          .execute();
      await db
        .updateTable('event')
        .set({ image: withVariants(em, variants) as never })
        .where(shows(imageId))
        .execute();
    });
  },
});

/** Dates of a series and duplicates show one picture, each with words of its own. */
const shows = (imageId: string) => sql<boolean>`${shownImageId} = ${imageId}`;

function withVariants(em: Context['em'], variants: StoredImage['variants']) {
  const made = JSON.stringify(variants);
  return isSqlite(em)
    ? sql`json_set(image, '$.variants', json(${made}))`
    : sql`jsonb_set(image, '{variants}', ${made}::jsonb)`;
}

async function readUnmade(ctx: Context, imageId: string): Promise<StoredImage | undefined> {
  const found = await sqlOf(ctx.em)
    .selectFrom('event')
    .where(shows(imageId))
    .where(sql<boolean>`image -> 'variants' ->> 0 is null`)
    .select('image')
    .limit(1)
    .executeTakeFirst();
  return found?.image ? jsonOf<StoredImage>(found.image) : undefined;
}

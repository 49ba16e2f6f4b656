import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { openStorage, type Storage } from '../../kernel/storage/open-storage.ts';
import { folderOf, masterKeyOf, shownImageId } from './images.entity.ts';

/** Pages and feeds that were read before may still show what has been replaced; an upload is set within an hour. */
const GRACE_MS = DAY_MS;

export const removeUnusedImages = declareJob({
  name: 'remove-unused-images',
  title: 'Unused pictures',
  description: 'Removes the files of pictures that no event shows: replaced, removed, or never set.',
  payload: z.object({}),
  cron: '43 3 * * *',
  run: async (ctx, _payload, signal) => {
    await removeWhatNoEventShows(ctx, signal);
  },
});

/** Whatever broke off, and wherever: a file that no event names goes, once it is a day old. */
export async function removeWhatNoEventShows(ctx: Context, signal?: AbortSignal): Promise<number> {
  const storage = await openStorage(ctx.config);
  let removed = 0;
  for await (const ids of pagesOfIds(storage)) {
    if (signal?.aborted) break;
    const shown = await shownOf(ctx, ids);
    for (const id of ids) {
      if (shown.has(id) || !(await isOld(ctx, storage, id))) continue;
      await removeImage(storage, id);
      removed++;
    }
  }
  return removed;
}

type Listed = Awaited<ReturnType<Storage['listAll']>>;

/** A disk complains about a folder that is not there. */
function whenThereIsNone(error: { cause?: { code?: string } }): Listed {
  if (error.cause?.code === 'ENOENT') return { objects: [] };
  throw error;
}

/** Every picture has a master, written first and removed last. */
async function* pagesOfIds(storage: Storage): AsyncGenerator<string[]> {
  let paginationToken: string | undefined;
  do {
    const page: Listed = await storage
      .listAll('masters/', { recursive: true, ...(paginationToken && { paginationToken }) })
      .catch(whenThereIsNone);
    yield [...page.objects].flatMap((object) => {
      const id = object.isFile ? /([\da-f-]{36})\.webp$/.exec(object.key)?.[1] : undefined;
      return id ?? [];
    });
    paginationToken = page.paginationToken;
  } while (paginationToken);
}

/** One by one: many stores that speak S3 want of a list another checksum than Amazon's own client sends. */
async function removeImage(storage: Storage, id: string): Promise<void> {
  const { objects } = await storage.listAll(folderOf(id)).catch(whenThereIsNone);
  for (const object of objects) if (object.isFile) await storage.delete(object.key);
  // Of a disk, the folder too.
  await storage.deleteAll(folderOf(id));
  await storage.delete(masterKeyOf(id));
}

async function shownOf(ctx: Context, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sqlOf(ctx.em)
    .selectFrom('event')
    .select(shownImageId.as('id'))
    .where(shownImageId, 'in', ids)
    .execute();
  return new Set(rows.map((row) => row.id));
}

async function isOld(ctx: Context, storage: Storage, id: string): Promise<boolean> {
  const { lastModified } = await storage.getMetaData(masterKeyOf(id));
  return ctx.clock.now().getTime() - lastModified.getTime() > GRACE_MS;
}

import type { Context } from '../../kernel/context.ts';
import { makeImageVariants } from './make-image-variants.job.ts';

/** Has the sizes of a picture made that an event has just been given. */
export async function orderVariants(
  ctx: Pick<Context, 'jobs'>,
  picture: { eventId: string; imageId: string },
): Promise<void> {
  await ctx.jobs.enqueue(makeImageVariants, picture);
}

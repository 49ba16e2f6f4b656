import type { Context } from '../../kernel/context.ts';
import { makeImageVariants } from './make-image-variants.job.ts';

/** Has the sizes of a picture made, for all events that show it. */
export async function orderVariants(ctx: Pick<Context, 'jobs'>, picture: { imageId: string }): Promise<void> {
  await ctx.jobs.enqueue(makeImageVariants, picture);
}

import { z } from 'zod';
import { declareJob } from '../../kernel/jobs/declare-job.ts';

/** Sends one mail at once: a code or a word of warning that somebody waits for. */
export const deliverMail = declareJob({
  name: 'deliver-mail',
  title: 'Wake-ups for mail',
  description:
    'Wakes the sender for a code or a security mail at once. What is sent stands in its lane of mail.',
  payload: z.object({ deliveryId: z.uuid() }),
  isUrgent: true,
  concurrency: 4,
  // Whoever posts mail needs the queue's name, not the sender with all that hangs on it.
  run: async (_ctx, { deliveryId }) => (await import('./sender.ts')).runningSender().deliverNow(deliveryId),
});

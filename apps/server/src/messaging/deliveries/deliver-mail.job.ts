import { z } from 'zod';
import { declareJob } from '../../kernel/jobs/declare-job.ts';

/** Sends one mail at once: a code or a word of warning that somebody waits for. */
export const deliverMail = declareJob({
  name: 'deliver-mail',
  title: 'Mail that people wait for',
  description: 'Sends codes and security mails at once, ahead of mails to many.',
  payload: z.object({ deliveryId: z.uuid() }),
  isUrgent: true,
  concurrency: 4,
  // Whoever posts mail needs the queue's name, not the sender with all that hangs on it.
  run: async (_ctx, { deliveryId }) => (await import('./sender.ts')).runningSender().deliverNow(deliveryId),
});

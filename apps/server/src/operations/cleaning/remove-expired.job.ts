import { z } from 'zod';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { removeWhatExpired } from './remove-expired.ts';

export const removeExpired = declareJob({
  name: 'remove-expired',
  title: 'Cleaning',
  description:
    'Drops codes, tickets, links, sessions, keys, stored answers, old notifications, old mails and search words that nobody needs any more.',
  payload: z.object({}),
  cron: '17 * * * *',
  run: (ctx, _payload, signal) => removeWhatExpired(ctx, signal),
});

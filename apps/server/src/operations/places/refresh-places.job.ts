import { z } from 'zod';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { refreshPlacesFile } from './refresh-places.ts';

export const refreshPlaces = declareJob({
  name: 'refresh-places',
  title: 'Places of network addresses',
  description: 'Fetches the file that says where a network address is, where MaxMind has a newer one.',
  payload: z.object({}),
  cron: '41 4 * * *',
  run: (ctx, _payload, signal) => refreshPlacesFile(ctx, signal),
});

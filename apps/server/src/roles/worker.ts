import { jobs } from '../job-registry.ts';
import type { Context } from '../kernel/context.ts';
import { onNews } from '../kernel/database/announce.ts';
import { beatAsWorker } from '../kernel/jobs/beat-as-worker.ts';
import { followPauses } from '../kernel/jobs/follow-pauses.ts';
import { runJobs } from '../kernel/jobs/run-jobs.ts';
import { mails } from '../mail-registry.ts';
import { startDeliveries } from '../messaging/deliveries/start-deliveries.ts';
import { refreshPlaces } from '../operations/places/refresh-places.job.ts';
import { lacksPlaces } from '../operations/places/refresh-places.ts';
import type { Installation } from './installation.ts';

const VERSION = '0.1.0';

export type Worker = { close(): Promise<void> };

/** Runs jobs and sends mail. What is at work when it is closed is finished or handed back. */
export async function startWorker(installation: Installation): Promise<Worker> {
  const contextOf = (name: string): Context =>
    installation.contextIn(installation.database.fork(), { kind: 'system', name });
  const deliveries = startDeliveries({ mails, contextOf: () => contextOf('deliveries') });
  const { queue, log } = installation;
  const pauses = await followPauses(() => contextOf('pauses'));
  const runner = await runJobs({ queue, jobs, contextOf, log, paused: pauses.current() });
  await pauses.follow(runner.leaveAlone);
  const stopWaking = onNews(({ wokenQueue }) => wokenQueue !== undefined && runner.wake(wokenQueue));
  if (lacksPlaces(installation.config)) await contextOf('start').jobs.enqueue(refreshPlaces, {});
  const heart = await beatAsWorker(() => contextOf('heartbeat'), VERSION);
  return {
    async close() {
      stopWaking();
      await pauses.stop();
      await deliveries.stop();
      await heart.stop();
    },
  };
}

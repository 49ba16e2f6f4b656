// What somebody who runs the machine calls, on the admin listener.
import { type AdminClient, createAdminClient, type JobsOverview } from '@foyer/client/admin';

export async function runsTheMachine(): Promise<number> {
  const admin: AdminClient = createAdminClient({ url: 'http://127.0.0.1:4001', adminKey: 'x' });
  const { queues, workers }: JobsOverview = await admin.jobs.overview();
  for (const { name, isPaused } of queues) if (isPaused) await admin.jobs.resume({ queue: name });
  await admin.undeliveredMails.resolve({ as: 'sent', createdBefore: new Date(0) });
  await admin.undeliveredMails.list({ state: 'failed' });
  // @ts-expect-error it is sent, or it is to be sent again
  void admin.undeliveredMails.resolve({ as: 'perhaps' });
  return workers.filter(({ isAlive }) => isAlive).length + (await admin.events.list()).items.length;
}

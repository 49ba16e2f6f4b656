// The same for what comes by itself.
import { createClient, type Notification, type NotificationAction, type WatchOptions } from '@foyer/client';

const client = createClient({ url: 'https://foyer.example.org' });

export async function isTold(): Promise<NotificationAction | null | undefined> {
  const { items } = await client.notifications.list({ limit: 5 });
  const newest: Notification | undefined = items[0];
  const { unacknowledged } = await client.notifications.count();
  await client.notifications.acknowledge({ upTo: newest?.number ?? unacknowledged });
  const { seats } = await client.notifications.preferences();
  await client.notifications.setPreferences({ seats: !seats });
  const watching: WatchOptions = {
    onNotification: ({ title, createdAt }) => void `${title} ${createdAt.getTime()}`,
    onCount: (count) => void count.unacknowledged,
    after: 17,
  };
  await client.notifications.watch(watching);
  // @ts-expect-error a listener is wanted
  await client.notifications.watch({});
  return newest?.action;
}

import { SECOND_MS } from '../kernel/clock.ts';
import { moveClock } from '../operations/clock/move-clock.ts';
import type { TestServer } from './start-test-server.ts';
import { until } from './until.ts';

/** Moves the one clock of an installation, until every further process of it says so too. */
export async function passTime(
  server: TestServer,
  milliseconds: number,
  others: readonly { url: string }[] = [],
): Promise<void> {
  const { clock, installation } = server;
  await moveClock(installation.database, clock, clock.aheadMs() + milliseconds);
  const reached = clock.now().getTime() - SECOND_MS;
  for (const { url } of others)
    await until(async () => {
      const { now } = (await (await fetch(`${url}/dev/clock`)).json()) as { now: string };
      return Date.parse(now) >= reached;
    }, 'the other process heard how late it is');
}

import { newId } from '../kernel/ids.ts';
import { moveClock } from '../operations/clock/move-clock.ts';
import { onServer } from './on-server.ts';
import type { TestInstallation } from './open-test-installation.ts';
import { type SpawnedServer, spawnServer } from './spawn-server.ts';
import type { SunkMail } from './start-mail-sink.ts';
import { until } from './until.ts';

/**
 * So many reminders of one event, due now, each to an address of its own: the rows that a fan-out leaves. They tell of one
 * participation, which is read anew for every mail, as it is with as many of them.
 */
export async function postReminders(databaseUrl: string, count: number): Promise<void> {
  const [event, account, participation] = [newId(), newId(), newId()];
  await onServer(
    databaseUrl,
    `insert into event (id, status, name, short_description, description, starts_at_local, ends_at_local, time_zone,
                        starts_at, ends_at, location_name, created_at, updated_at)
     values ('${event}', 'published', 'Repair café', '', '', '2030-03-14T19:00', '2030-03-14T22:00', 'UTC',
             now() + interval '30 days', now() + interval '31 days', 'Workshop', now(), now());
     insert into account (id, address, address_key, address_verified_at, full_name, created_at, updated_at)
     values ('${account}', '${account}@example.org', '${account}@example.org', now(), 'Ada Example', now(), now());
     insert into participation (id, event_id, account_id, state, joined_at, updated_at)
     values ('${participation}', '${event}', '${account}', 'going', now(), now());
     insert into delivery (id, send_key, kind, lane, recipient, about_id, locale, payload, state, due_at, next_try_at,
                           tries, message_id, created_at)
     select id, 'reminder:' || id, 'event-reminder', 'bulk', 'person-' || n || '@example.org', '${participation}', 'en',
            '{"participationId":"${participation}"}', 'pending', now(), now(), 0, '<' || id || '@example.org>', now()
     from (select n, gen_random_uuid() as id from generate_series(1, ${count}) n) numbered`,
  );
}

/** A worker as a process of its own, on the database and to the relay of this installation. */
export function spawnWorker(
  installation: Pick<TestInstallation, 'config'> & { databaseUrl: string },
  environment: NodeJS.Dict<string> = {},
): Promise<SpawnedServer> {
  const { config } = installation;
  return spawnServer({
    DATABASE_URL: installation.databaseUrl,
    JWT_SECRET_KEY: config.JWT_SECRET_KEY,
    PUBLIC_URL: config.PUBLIC_URL,
    MAIL_FROM: config.MAIL_FROM,
    SMTP_URL: config.SMTP_URL,
    FOYER_ROLE: 'worker',
    ...environment,
  });
}

/** Moves the clock of every process far enough that whatever was held by one that is gone is given up. */
export async function passLeases(installation: TestInstallation): Promise<void> {
  const { database, clock } = installation;
  await moveClock(database, clock, clock.aheadMs() + 30 * 60_000);
}

export async function countStates(databaseUrl: string): Promise<Record<string, number>> {
  const { rows } = await onServer(
    databaseUrl,
    'select state, count(*)::int as count from delivery group by state',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Nothing waits any more and nothing is on its way. */
export async function untilDrained(databaseUrl: string, atMostMs = 120_000): Promise<Record<string, number>> {
  return until(
    async () => {
      const states = await countStates(databaseUrl);
      return !states.pending && !states.claimed && !states.sending && states;
    },
    'everything was sent',
    atMostMs,
  );
}

/** The Message-IDs that a relay has accepted, each as often as it did. */
export function messageIdsOf(mails: readonly SunkMail[]): string[] {
  return mails.map(({ raw }) => /^message-id: (\S+)/im.exec(raw.toString('latin1'))?.[1] ?? 'none');
}

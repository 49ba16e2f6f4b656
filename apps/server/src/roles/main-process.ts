import { resolve } from 'node:path';
import { offerFirstEnrolment } from '../identity/enrolments/offer-first-enrolment.ts';
import type { Config } from '../kernel/config.ts';
import { transactional } from '../kernel/database/transaction.ts';
import { startEmbeddedPostgres } from '../kernel/embedded-postgres/start-embedded-postgres.ts';
import type { Log } from '../kernel/log.ts';
import { startInbox } from '../messaging/inbox/start-inbox.ts';
import { prepareRendering } from '../messaging/mails/render-html.ts';
import { seedDemo } from '../operations/demo/seed-demo.ts';
import { startAdmin } from './admin.ts';
import { announceAddresses } from './announce-addresses.ts';
import { startApi } from './api.ts';
import { openInstallation } from './installation.ts';
import { migrateConnected } from './migrate.ts';
import { superviseApis } from './supervisor.ts';
import { startWorker } from './worker.ts';

type Closing = () => Promise<void>;

/** Starts what this process's role wants, from the database up, and stops it in the opposite order. */
export async function startMainProcess(configured: Config, log: Log): Promise<{ close(): Promise<void> }> {
  const opened: Closing[] = [];
  const close = async () => {
    for (const closing of opened.reverse())
      await closing().catch((error) => log.error({ err: error }, 'could not stop'));
    opened.length = 0;
  };
  try {
    const databaseUrl = configured.DATABASE_URL ?? (await ownPostgres(configured, log, opened));
    const config = await withInbox({ ...configured, DATABASE_URL: databaseUrl }, log, opened);
    const works = config.FOYER_ROLE !== 'api';
    const answers = config.FOYER_ROLE !== 'worker';
    const installation = await openInstallation({
      config,
      log,
      databaseUrl,
      works,
      prepare: (database) => migrateConnected(database, config.DATABASE_DIRECT_URL ?? databaseUrl),
    });
    opened.push(installation.close);
    const asSystem = { kind: 'system', name: 'start' } as const;
    if (!config.isProduction && config.DEMO) await seedDemo(installation);

    if (works) opened.push((await startWorker(installation)).close);
    if (answers) {
      opened.push((await startAdmin(installation)).close);
      const isAlone = config.SERVICE_WORKERS === 1;
      const environment = { DATABASE_URL: databaseUrl, SMTP_URL: config.SMTP_URL ?? '' };
      const apis = isAlone
        ? await startApi(installation)
        : await superviseApis(config.SERVICE_WORKERS, environment, log);
      opened.push(apis.close);
      const enrolment = await transactional(installation.database.fork(), (em) =>
        offerFirstEnrolment(installation.contextIn(em, asSystem)),
      );
      announceAddresses(config, enrolment);
    }
    // People wait for the first code; nobody waits for the start any more.
    if (works) void prepareRendering();
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ownPostgres(config: Config, log: Log, opened: Closing[]): Promise<string> {
  const embedded = await startEmbeddedPostgres({
    folder: resolve(config.FOYER_HOME),
    log: (line) => log.debug({ line }, 'postgres'),
  });
  opened.push(embedded.stop);
  return embedded.url;
}

/** Without a relay, development mail goes to an inbox of our own, by real SMTP. */
async function withInbox(config: Config, log: Log, opened: Closing[]): Promise<Config> {
  if (config.SMTP_URL !== undefined || config.isProduction) return config;
  const inbox = await startInbox({ folder: resolve(config.FOYER_HOME, 'mail'), log });
  opened.push(inbox.stop);
  return { ...config, SMTP_URL: inbox.smtpUrl };
}

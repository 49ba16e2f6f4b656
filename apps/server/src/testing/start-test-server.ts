import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEnrolment } from '../identity/enrolments/create-enrolment.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Config, readConfig } from '../kernel/config.ts';
import { transactional } from '../kernel/database/transaction.ts';
import { createLog } from '../kernel/log.ts';
import { readInbox } from '../messaging/inbox/read-inbox.ts';
import { startInbox } from '../messaging/inbox/start-inbox.ts';
import { seedDemo } from '../operations/demo/seed-demo.ts';
import { startAdmin } from '../roles/admin.ts';
import { startApi } from '../roles/api.ts';
import { type Installation, openInstallation } from '../roles/installation.ts';
import { startWorker } from '../roles/worker.ts';
import { freePort } from './free-port.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { until } from './until.ts';

type ReceivedMail = { subject: string; text: string; html: string };

export type TestServer = {
  url: string;
  adminUrl: string;
  adminKey: string;
  config: Config;
  clock: Clock;
  database: TestDatabase;
  installation: Installation;
  /** Every mail that has reached this address, the oldest first. */
  mailsTo(address: string): Promise<ReceivedMail[]>;
  /** The newest code that has reached this address, from its mail of this number on: others come in between. */
  codeFor(address: string, mails?: number): Promise<string>;
  seedDemo(): Promise<void>;
  enrolmentUrl(): Promise<string>;
  stop(): Promise<void>;
};

/** A whole Foyer in this process: API, worker, admin listener and inbox, on a database of its own. */
export async function startTestServer(environment: NodeJS.Dict<string> = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  const home = mkdtempSync(join(tmpdir(), 'foyer-home-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  const settings: NodeJS.Dict<string> = {
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    FOYER_HOME: home,
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    PUBLIC_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'silent',
    DATABASE_POOL_SIZE: '6',
    ...environment,
  };
  const log = createLog(readConfig(settings));
  const inbox = await startInbox({ folder: join(home, 'mail'), log });
  const config = readConfig({ SMTP_URL: inbox.smtpUrl, ...settings });
  const installation = await openInstallation({ config, log, databaseUrl: database.url, works: true });
  const worker = await startWorker(installation);
  const api = await startApi(installation);
  const admin = await startAdmin(installation);
  const mailsTo = (address: string) => readInbox(join(home, 'mail'), address);

  return {
    url: config.PUBLIC_URL,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    adminKey: config.ADMIN_KEY,
    config,
    clock: installation.clock,
    database,
    installation,
    mailsTo,
    codeFor: async (address, mails = 1) => {
      return until(
        async () =>
          (await mailsTo(address))
            .slice(mails - 1)
            .map(codeIn)
            .findLast(Boolean),
        `a code reached ${address}`,
      );
    },
    seedDemo: () => seedDemo(installation),
    enrolmentUrl: async () => {
      const made = await transactional(installation.database.fork(), (em) =>
        createEnrolment(installation.contextIn(em, { kind: 'system', name: 'test' })),
      );
      return made.url;
    },
    async stop() {
      await api.close();
      await admin.close();
      await worker.close();
      await installation.close();
      await inbox.stop();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The eight digits that stand on a line of their own. */
function codeIn({ text }: ReceivedMail): string | undefined {
  return /^ *(\d{4}) ?(\d{4})$/m.exec(text)?.slice(1).join('');
}

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
  /** Every code that has been mailed to this address, the oldest first. */
  codesTo(address: string): Promise<string[]>;
  /** The newest code that was mailed to this address, once there are that many. */
  codeFor(address: string, codes?: number): Promise<string>;
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
  const codesTo = async (address: string) =>
    (await mailsTo(address)).flatMap(({ text }) => codeIn(text) ?? []);

  return {
    url: config.PUBLIC_URL,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    adminKey: config.ADMIN_KEY,
    config,
    clock: installation.clock,
    database,
    installation,
    mailsTo,
    codesTo,
    codeFor: async (address, codes = 1) => {
      const received = await until(async () => {
        const all = await codesTo(address);
        return all.length >= codes && all;
      }, `${codes} code(s) reached ${address}`);
      return received.at(-1) as string;
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

/** The eight digits of a mail that has some, as they stand on a line of their own. */
function codeIn(text: string): string | undefined {
  return /^\s*(\d{4}) ?(\d{4})\s*$/m.exec(text)?.slice(1).join('');
}

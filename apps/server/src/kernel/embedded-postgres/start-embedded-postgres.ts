import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { choosePort } from './choose-port.ts';
import { databaseUrl } from './database-url.ts';
import { findCluster } from './find-cluster.ts';
import { keepPassword } from './keep-password.ts';
import { locateBinaries } from './locate-binaries.ts';
import { lockFolder } from './lock-folder.ts';
import { makeCluster } from './make-cluster.ts';
import { defaultSharedFolder } from './make-shared-folder.ts';
import { type RunningServer, type RunRequest, runServer } from './run-server.ts';
import { chooseServerAccount } from './server-account.ts';
import { defaultSettings } from './server-settings.ts';
import { stopLeftBehind } from './stop-left-behind.ts';
import { waitUntilReady } from './wait-until-ready.ts';

export type EmbeddedPostgresOptions = {
  /** Keeps the cluster, its password, its port and its log. */
  folder: string;
  preferredPort?: number;
  /** Postgres settings that win over ours, by their names in postgresql.conf. */
  settings?: Record<string, string>;
  /** Where root keeps what must not lie out of the reach of Postgres's own user. */
  sharedFolder?: string;
  log: (line: string) => void;
};

export type EmbeddedPostgres = { url: string; stop(): Promise<void> };

/** Starts the folder's own Postgres, which ends with this process, and resolves when it answers. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  mkdirSync(options.folder, { recursive: true });
  const folder = realpathSync(options.folder);
  const unlock = lockFolder(folder);
  try {
    return await startLocked({ ...options, folder }, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function startLocked(options: EmbeddedPostgresOptions, unlock: () => void): Promise<EmbeddedPostgres> {
  const { folder, log, sharedFolder = defaultSharedFolder } = options;
  const link = join(folder, 'postgres');
  const account = chooseServerAccount(link);
  const isThere = findCluster(link, account);
  const binaries = await locateBinaries(account, sharedFolder);
  const password = await keepPassword(folder, isThere);
  if (!isThere) {
    log('Making a new Postgres cluster.');
    const isSynced = options.settings?.fsync !== 'off';
    await makeCluster({
      dataFolder: link,
      password,
      initdb: binaries.initdb,
      account,
      sharedFolder,
      isSynced,
      log,
    });
  }
  const dataFolder = realpathSync(link);
  await stopLeftBehind(dataFolder, log);
  const settings = { ...defaultSettings, ...options.settings };
  const request = { folder, dataFolder, binaries, account, settings };
  const { server, port } = await startOnFreePort(request, password, options);

  let stopped: Promise<void> | undefined;
  void server.ended.then((how) => {
    if (!stopped) log(`Postgres ${how} without being asked to. Its log says:\n${server.readLogTail()}`);
  });
  async function stop(): Promise<void> {
    server.requestStop();
    await server.ended;
    // Finds something only when the keeper was killed and Postgres was not.
    await stopLeftBehind(dataFolder, log);
    unlock();
  }
  return {
    url: databaseUrl({ port, password }),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

const attempts = 5;

async function startOnFreePort(
  request: RunRequest,
  password: string,
  { preferredPort, log }: EmbeddedPostgresOptions,
): Promise<{ server: RunningServer; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(request.folder, preferredPort);
    const server = runServer({ ...request, settings: { ...request.settings, port: String(port) } });
    const failure = await waitForStart(server, { port, password }, log);
    if (failure === undefined) return { server, port };
    // Somebody else may take the port between our look at it and Postgres's.
    const isPortTaken = /could not bind|could not create any TCP\/IP sockets/.test(server.readLogTail());
    if (!isPortTaken || attempt === attempts) throw failure;
  }
}

async function waitForStart(
  server: RunningServer,
  address: { port: number; password: string },
  log: (line: string) => void,
): Promise<Error | undefined> {
  const given = new AbortController();
  const patience = setInterval(
    () => log('Postgres is not ready yet; it may be recovering from a crash.'),
    10_000,
  );
  const ended = server.ended.then((how) => `Postgres ${how} before it was ready`);
  const ready = waitUntilReady(address, given.signal).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const failure = await Promise.race([ended, ready]);
  given.abort();
  clearInterval(patience);
  if (failure === undefined) return undefined;
  server.requestStop();
  await server.ended;
  return new Error(`${failure}. Its log says:\n${server.readLogTail()}`);
}

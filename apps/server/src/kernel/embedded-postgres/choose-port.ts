import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The port of last time, or the preferred one, or any free one when that is taken. The choice is kept. */
export async function choosePort(folder: string, preferredPort = 0): Promise<number> {
  const path = join(folder, 'postgres-port');
  const kept = await readKeptPort(path);
  const wanted = kept ?? preferredPort;
  const port = (await findFreePort(wanted)) ?? (await findFreePort(0));
  if (port === undefined) throw new Error('There is no free port on 127.0.0.1 for Postgres.');
  if (port !== kept) {
    await writeFile(`${path}.making`, `${port}\n`);
    await rename(`${path}.making`, path);
  }
  return port;
}

async function readKeptPort(path: string): Promise<number | undefined> {
  const port = Number(await readFile(path, 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

function findFreePort(port: number): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const probe = createServer();
  probe.once('error', () => resolve(undefined));
  probe.listen(port, '127.0.0.1', () => {
    const address = probe.address();
    const found = typeof address === 'object' ? address?.port : undefined;
    probe.close(() => resolve(found));
  });
  return promise;
}

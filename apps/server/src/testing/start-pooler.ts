import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateProgram } from './debian-program.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** Where PgBouncer is; installed if it can be, undefined if there is none. */
export function locatePgBouncer(): string | undefined {
  return locateProgram('pgbouncer', ['pgbouncer']);
}

export type Pooler = { url: string; stop(): Promise<void> };

/** PgBouncer in transaction mode before this database: a session is somebody's for one transaction. */
export async function startPooler(binary: string, databaseUrl: string): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-pooler-'));
  // It refuses to be root, and its user must be able to read this.
  chmodSync(folder, 0o755);
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const database = pathname.slice(1);
  const own = await freePort();
  const settings = join(folder, 'pgbouncer.ini');
  writeFileSync(
    settings,
    `[databases]
${database} = host=${hostname} port=${port} dbname=${database} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 5
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
`,
  );
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(binary, [...asNobody, settings], { stdio: 'ignore' });
  const isListening = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(own, '127.0.0.1')
        .on('connect', () => resolve(true))
        .on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
  await until(isListening, 'the pooler took connections');
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${own}/${database}`,
    async stop() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

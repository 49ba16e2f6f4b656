import { chmod, mkdir } from 'node:fs/promises';

/**
 * Where root keeps what Postgres's unprivileged user must reach when the clone lies out of its reach, as under
 * /root. It outlives a reboot, which /tmp does not.
 */
export const defaultSharedFolder = '/var/lib/foyer';

export async function makeSharedFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** The password of this folder's cluster, made before the cluster so that there is never one without the other. */
export async function keepPassword(folder: string, isClusterThere: boolean): Promise<string> {
  const path = join(folder, 'postgres-password');
  if (existsSync(path)) return (await readFile(path, 'utf8')).trim();
  if (isClusterThere) {
    throw new Error(`The database in ${folder} is there, but its password is not: put ${path} back.`);
  }
  const password = randomBytes(24).toString('hex');
  const file = await open(`${path}.making`, 'w', 0o600);
  try {
    await file.writeFile(`${password}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.making`, path);
  return password;
}

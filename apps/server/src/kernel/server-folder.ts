import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `apps/server`, whether what runs are its sources or what was built of them. */
export const SERVER_FOLDER = folderOfPackage(import.meta.dirname);

function folderOfPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : folderOfPackage(dirname(folder));
}

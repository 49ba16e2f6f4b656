import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestServer } from './start-test-server.ts';

/** The bytes of every mail that has reached this address, headers and all, the oldest first. */
export function readRawMails({ config }: TestServer, address: string): string[] {
  const folder = join(config.FOYER_HOME, 'mail');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .filter((raw) => raw.toLowerCase().includes(`\nto: ${address.toLowerCase()}`));
}

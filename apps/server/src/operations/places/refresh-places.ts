import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CityResponse, open as openPlacesFile } from 'maxmind';
import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { openPlaces } from '../../kernel/places/places.ts';
import { type Fetched, fetchArchive } from './fetch-archive.ts';
import type { PlacesConfig } from './places-config.ts';
import { unpackPlaces } from './unpack-places.ts';

/** What is known of the file at GEOIP_PATH: it lies beside it, because it is about this file and no other. */
const Source = z.object({
  edition: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  sha256: z.string(),
});
type Source = z.infer<typeof Source>;

/** Whether this installation fetches the file, and has none yet. */
export function lacksPlaces({ GEOIP_PATH: path, GEOIPUPDATE_LICENSE_KEY: key }: PlacesConfig): boolean {
  return path !== undefined && key !== undefined && !existsSync(path);
}

/**
 * Puts the newest file of places in the place of the one that is there, if there is a newer one. Whoever reads it
 * meanwhile reads the old one or the new one: it is checked beside, and moved there in one step.
 */
export async function refreshPlacesFile(ctx: Context, signal: AbortSignal): Promise<void> {
  const { config } = ctx;
  const { GEOIP_PATH: path, GEOIPUPDATE_EDITION_ID: edition } = config;
  if (path === undefined || config.GEOIPUPDATE_LICENSE_KEY === undefined) return;
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  const known = await readSource(path, edition);
  try {
    const fetched = await fetchArchive(config, { to: `${beside}.tar.gz`, known, signal });
    if (fetched === 'not-modified') return;
    await unpackPlaces(`${beside}.tar.gz`, `${beside}.mmdb`);
    await assertPlaces(`${beside}.mmdb`);
    await keep(`${beside}.mmdb`, path);
    await writeSource(path, { edition, ...fetched });
  } finally {
    await rm(`${beside}.tar.gz`, { force: true });
    await rm(`${beside}.mmdb`, { force: true });
  }
  await openPlaces(config);
}

/** A file that cannot be read, or says nothing of places, is worse than one of last week. */
async function assertPlaces(path: string): Promise<void> {
  const reader = await openPlacesFile<CityResponse>(path);
  if (!/City|Country/i.test(reader.metadata.databaseType))
    throw new Error(`the file is one of ${reader.metadata.databaseType}, which says nothing of places`);
  for (const address of ['8.8.8.8', '203.0.113.7', '2001:4860:4860::8888'])
    if (address.includes('.') || reader.metadata.ipVersion === 6) reader.get(address);
}

/** On the disk before it is in its place: a machine that loses power is left with one of the two. */
async function keep(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(from, to);
}

async function readSource(path: string, edition: string): Promise<Source | undefined> {
  if (!existsSync(path)) return undefined;
  const text = await readFile(`${path}.source.json`, 'utf8').catch(() => '{}');
  const source = Source.safeParse(JSON.parse(text));
  return source.success && source.data.edition === edition ? source.data : undefined;
}

async function writeSource(path: string, source: { edition: string } & Fetched): Promise<void> {
  await writeFile(`${path}.source.json`, JSON.stringify(source));
}

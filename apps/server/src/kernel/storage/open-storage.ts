import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Disk } from 'flydrive';
import type { Config } from '../config.ts';

export type Storage = Disk;

/** Where pictures are kept: a folder, by default in FOYER_HOME, or a bucket that speaks S3. */
export async function openStorage(config: Config): Promise<Storage> {
  const url = config.STORAGE_URL;
  if (url?.startsWith('s3:')) return openBucket(new URL(url));
  const { FSDriver } = await import('flydrive/drivers/fs');
  const location = url ? fileURLToPath(url) : resolve(config.FOYER_HOME, 'media');
  return new Disk(new FSDriver({ location, visibility: 'private' }));
}

/** `s3://key:secret@host:port/bucket?region=us-east-1&tls=false`. Loaded only when it is used: it is heavy. */
async function openBucket(url: URL): Promise<Storage> {
  const { S3Driver } = await import('flydrive/drivers/s3');
  const scheme = url.searchParams.get('tls') === 'false' ? 'http' : 'https';
  return new Disk(
    new S3Driver({
      credentials: {
        accessKeyId: decodeURIComponent(url.username),
        secretAccessKey: decodeURIComponent(url.password),
      },
      endpoint: `${scheme}://${url.host}`,
      region: url.searchParams.get('region') ?? 'us-east-1',
      bucket: url.pathname.replaceAll('/', ''),
      forcePathStyle: true,
      supportsACL: false,
      visibility: 'private',
    }),
  );
}

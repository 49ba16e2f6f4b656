import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';

const MOST_BYTES = 1_000_000_000;

/** Takes the one file of places out of an archive. Its name within says nothing of where it is written to. */
export async function unpackPlaces(archive: string, to: string): Promise<void> {
  const entries = tar.extract();
  const unpacking = pipeline(createReadStream(archive), createGunzip(), entries);
  const found = takeFrom(entries, to);
  const [, count] = await Promise.all([unpacking, found]);
  if (count !== 1) throw new Error(`the archive has ${count} files of places, and should have one`);
}

async function takeFrom(entries: tar.Extract, to: string): Promise<number> {
  let count = 0;
  for await (const entry of entries) {
    const { name, type, size } = entry.header;
    if (type === 'file' && name.endsWith('.mmdb') && count++ === 0) {
      if ((size ?? 0) > MOST_BYTES) throw new Error('the file is larger than any that is known');
      await pipeline(entry, createWriteStream(to, { mode: 0o644 }));
    } else entry.resume();
  }
  return count;
}

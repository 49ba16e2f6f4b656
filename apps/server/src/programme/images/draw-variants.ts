import { createHash } from 'node:crypto';
import type { Storage } from '../../kernel/storage/open-storage.ts';
import { folderOf, masterKeyOf, type StoredImage } from './images.entity.ts';
import { loadSharp } from './read-picture.ts';

const WIDTHS = [320, 640, 1_280, 2_560];

/** Draws and keeps every size of a picture, none larger than it is. What is there already is written over alike. */
export async function drawVariants(storage: Storage, image: StoredImage): Promise<StoredImage['variants']> {
  const sharp = await loadSharp();
  const master = Buffer.from(await storage.getBytes(masterKeyOf(image.id)));
  const smaller = WIDTHS.filter((width) => width < image.width);
  const variants: StoredImage['variants'] = [];
  for (const width of [...smaller, Math.min(image.width, WIDTHS.at(-1) as number)])
    for (const type of ['image/webp', 'image/jpeg'] as const) {
      const resized = sharp(master).resize({ width });
      const drawn =
        type === 'image/webp'
          ? resized.webp({ quality: 80 })
          : resized.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true });
      const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
      const key = `${folderOf(image.id)}${nameOf(data)}-${info.width}.${type === 'image/webp' ? 'webp' : 'jpg'}`;
      await storage.put(key, data, { contentType: type });
      variants.push({ key, width: info.width, height: info.height, type });
    }
  return variants;
}

/** A name that means these bytes and no others. */
function nameOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

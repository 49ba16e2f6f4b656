import type { Sharp } from 'sharp';
import { Fault } from '../../kernel/fault.ts';
import { createLane } from '../../kernel/lanes/create-lane.ts';
import { IMAGE_TOO_LARGE, IMAGE_TYPE_REFUSED, IMAGE_UNREADABLE, IMAGES_BUSY } from './images.contract.ts';

/** A picture of one colour is some bytes for any number of pixels; this many take 200 MB to unfold. */
const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 2_560;
const PLACEHOLDER_WIDTH = 16;
const LONGEST_SECONDS = 20;

const TAKEN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif']);

/** One at a time: reading a picture takes memory and a processor, and nobody else is to wait for those. */
const lane = createLane({ atOnce: 1, mostWaiting: 8, mostOfOne: 4, full: IMAGES_BUSY });

export type Picture = { bytes: Buffer; width: number; height: number; placeholder: string };

/**
 * What a file shows, drawn anew: upright, in sRGB, without anything that stood beside the picture (place and camera,
 * comments, a second file behind its end). What it is called or says it is plays no part. Animations keep their
 * first frame.
 */
export async function readPicture(file: Buffer, owner: string): Promise<Picture> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(file);
  if (found === undefined || !TAKEN.has(found.mime)) throw new Fault(IMAGE_TYPE_REFUSED);
  return lane(() => redraw(file), owner);
}

async function redraw(file: Buffer): Promise<Picture> {
  const sharp = await loadSharp();
  const open = () => sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
  const read = async () => {
    const { width = 0, height = 0 } = await open().metadata();
    if (width * height > MOST_PIXELS) throw new Fault(IMAGE_TOO_LARGE);
    const drawn = await upright(open())
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 90 })
      .timeout({ seconds: LONGEST_SECONDS })
      .toBuffer({ resolveWithObject: true });
    const tiny = await sharp(drawn.data)
      .resize({ width: PLACEHOLDER_WIDTH })
      .webp({ quality: 30 })
      .toBuffer();
    return {
      bytes: drawn.data,
      width: drawn.info.width,
      height: drawn.info.height,
      placeholder: `data:image/webp;base64,${tiny.toString('base64')}`,
    };
  };
  return read().catch((cause: Error) => {
    if (cause instanceof Fault) throw cause;
    throw new Fault(/pixel limit/i.test(cause.message) ? IMAGE_TOO_LARGE : IMAGE_UNREADABLE, undefined, {
      cause,
    });
  });
}

function upright(picture: Sharp): Sharp {
  return picture.autoOrient().toColourspace('srgb');
}

/** Loaded when the first picture comes: it is heavy. Nothing is kept in its cache, and one thread is enough. */
export async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

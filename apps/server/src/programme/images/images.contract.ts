import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { inOneLine } from '../../kernel/text.contract.ts';

/** One byte more is refused. */
export const MOST_IMAGE_BYTES = 10 * 1024 * 1024;

export const EventImageVariant = z
  .object({
    url: z.string().describe('Absolute; it never means another picture, so it may be kept for ever.'),
    width: z.int().describe('In pixels.'),
    height: z.int(),
    type: z.enum(['image/webp', 'image/jpeg']),
  })
  .meta({ id: 'EventImageVariant' });
export type EventImageVariant = z.infer<typeof EventImageVariant>;

export const EventImage = z
  .object({
    alt: z.string().describe('What it shows, for whoever does not see it; empty when it is decoration.'),
    width: z.int().describe('Of the largest there is, in pixels.'),
    height: z.int(),
    placeholder: z
      .string()
      .describe('A `data:` address of some hundred bytes, to be shown until it is there.'),
    variants: z
      .array(EventImageVariant)
      .describe('The same picture in sizes and types, smallest first; none for the moment after an upload.'),
  })
  .meta({ id: 'EventImage', description: 'The picture of an event.' });
export type EventImage = z.infer<typeof EventImage>;

export const StartImageUploadInput = z.object({ eventId: z.uuid() }).meta({ id: 'StartImageUploadInput' });
export type StartImageUploadInput = z.infer<typeof StartImageUploadInput>;

export const ImageUpload = z
  .object({
    url: z.string().describe('PUT the bytes of the file here, as they are. It answers `{ "upload": "…" }`.'),
    expiresAt: z.date(),
    mostBytes: z.int(),
  })
  .meta({ id: 'ImageUpload', description: 'Where a picture is sent to, for ten minutes.' });
export type ImageUpload = z.infer<typeof ImageUpload>;

export const SetEventImageInput = z
  .object({
    eventId: z.uuid(),
    upload: z
      .string()
      .max(2_000)
      .optional()
      .describe('What the upload was answered with. Left out: the picture stays, and `alt` changes.'),
    alt: z
      .string()
      .trim()
      .max(300, 'At most 300 characters.')
      .regex(...inOneLine)
      .describe('What it shows, for whoever does not see it; empty when it is decoration.'),
  })
  .meta({ id: 'SetEventImageInput' });
export type SetEventImageInput = z.infer<typeof SetEventImageInput>;

export const RemoveEventImageInput = z.object({ eventId: z.uuid() }).meta({ id: 'RemoveEventImageInput' });
export type RemoveEventImageInput = z.infer<typeof RemoveEventImageInput>;

export const UPLOAD_LINK_OVER = declareFault(
  'UPLOAD_LINK_OVER',
  'NOT_FOUND',
  'This address takes no picture, or no longer. Ask for another one.',
);
export const UPLOAD_INVALID = declareFault(
  'UPLOAD_INVALID',
  'BAD_REQUEST',
  'This is no upload for this event, or it was too long ago. Send the picture again.',
);
export const IMAGE_MISSING = declareFault(
  'IMAGE_MISSING',
  'NOT_FOUND',
  'This event has no picture. Send one, and give its `upload`.',
);
export const IMAGE_TYPE_REFUSED = declareFault(
  'IMAGE_TYPE_REFUSED',
  'UNSUPPORTED_MEDIA_TYPE',
  'This is none of the pictures that are taken: JPEG, PNG, WebP, AVIF or GIF.',
);
export const IMAGE_UNREADABLE = declareFault(
  'IMAGE_UNREADABLE',
  'BAD_REQUEST',
  'This picture is damaged, or not whole.',
);
export const IMAGE_TOO_LARGE = declareFault(
  'IMAGE_TOO_LARGE',
  'PAYLOAD_TOO_LARGE',
  'A picture has at most 10 MB, and 50 million pixels.',
);
export const IMAGES_BUSY = declareFault(
  'IMAGES_BUSY',
  'TOO_MANY_REQUESTS',
  'Many pictures are being read just now. Wait a moment, then try again.',
);

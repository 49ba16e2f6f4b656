import type { EventDetails } from './api.generated.ts';
import type { Client } from './create-client.ts';
import { FoyerError } from './foyer-error.ts';
import { type Fetch, type FetchAnswer, platform, type Signal } from './platform.ts';

/** The bytes of a file: a `File` or `Blob` of a browser, or bytes that were read. */
export type ImageFile = Uint8Array | { readonly size: number; arrayBuffer(): Promise<ArrayBuffer> };

export interface UploadImageInput {
  eventId: string;
  /** JPEG, PNG, WebP, AVIF or GIF, at most 10 MB and 50 million pixels. */
  file: ImageFile;
  /** What it shows, in one line of at most 300 characters; empty when it is decoration. */
  alt: string;
  signal?: Signal | undefined;
  /** Instead of the platform's own. */
  fetch?: Fetch | undefined;
}

/**
 * Sends a picture and shows it at its event; for staff. What it is comes from its bytes, not from its name. Its sizes
 * are made in the seconds after: `image.variants` is empty until then.
 *
 * @throws FoyerError `IMAGE_TYPE_REFUSED`, `IMAGE_UNREADABLE`, `IMAGE_TOO_LARGE`, `IMAGES_BUSY`, and what
 * `events.startImageUpload` and `events.setImage` refuse.
 * @example
 * ```ts
 * const event = await uploadImage(client, { eventId, file: input.files[0], alt: 'Lanterns on the river' });
 * ```
 */
export async function uploadImage(client: Client, input: UploadImageInput): Promise<EventDetails> {
  const { eventId, alt, file, signal } = input;
  const { url } = await client.events.startImageUpload({ eventId }, { signal });
  const send = (input.fetch ?? ((to: string, init: never) => platform.fetch(to, init))) as (
    url: string,
    init: object,
  ) => Promise<FetchAnswer>;
  const answer = await send(url, { method: 'PUT', body: file, signal }).catch((cause) => {
    if (signal?.aborted) throw new FoyerError('ABORTED', 'The call was given up.', { cause });
    throw new FoyerError('NETWORK', 'The server cannot be reached.', { cause });
  });
  const { upload, error } = readAnswer(await answer.text());
  if (upload !== undefined) return client.events.setImage({ eventId, upload, alt }, { signal });
  const { status } = answer;
  throw new FoyerError(error?.code ?? 'BAD_ANSWER', error?.message ?? 'What answered was not Foyer.', {
    status,
  });
}

type Answered = { upload?: string; error?: { code: string; message: string } };

function readAnswer(text: string): Answered {
  try {
    return JSON.parse(text) as Answered;
  } catch {
    return {};
  }
}

import { readFile } from 'node:fs/promises';
import { type Client, uploadImage } from '@foyer/client';
import { type Command, onlyWord, UsageError } from '../command.ts';

export const setEventImage: Command = {
  name: 'events set-image',
  takes: '<event id> [<file>]',
  summary: 'Show a picture at an event: JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.',
  details: 'Without a file the picture stays, and what --alt says of it changes.',
  options: { alt: 'what it shows, for whoever does not see it; left out with a file: it is decoration' },
  async run({ words, options: { alt }, client }) {
    const [eventId, path, ...more] = words;
    if (eventId === undefined || (path ?? alt) === undefined || more.length > 0)
      throw new UsageError('Give the id of an event and a file, or --alt.');
    const event = await show(await client(), { eventId, path, alt });
    return { json: event, text: `${event.name}: ${event.image?.width} × ${event.image?.height} pixels.` };
  },
};

async function show(
  client: Client,
  given: { eventId: string; path?: string | undefined; alt?: string | undefined },
) {
  const { eventId, path, alt = '' } = given;
  if (path === undefined) return client.events.setImage({ eventId, alt });
  const file = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read (${error.code}).`);
  });
  return uploadImage(client, { eventId, file, alt });
}

export const removeEventImage: Command = {
  name: 'events remove-image',
  takes: '<event id>',
  summary: 'Take the picture away from an event.',
  async run({ words, client }) {
    const eventId = onlyWord(words, 'the id of an event');
    const event = await (await client()).events.removeImage({ eventId });
    return { json: event, text: `${event.name}: no picture.` };
  },
};

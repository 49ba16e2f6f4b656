import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { type Person, renewToken } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';
import { type EventImage, MOST_IMAGE_BYTES } from './images.contract.ts';
import { removeWhatNoEventShows } from './remove-unused-images.job.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const plain = (width = 800, height = 450) =>
  sharp({ create: { width, height, channels: 3, background: '#3a7d44' } });

async function send(eventId: string, file: Uint8Array, headers: Record<string, string> = {}) {
  const { url } = (await stage.byStaff('events.startImageUpload', { eventId })).data;
  const answer = await fetch(url, { method: 'PUT', body: file as never, headers });
  const body = (await answer.json()) as { upload?: string; error?: { code: string } };
  return { status: answer.status, code: body.error?.code, upload: body.upload as string };
}

/** As one would: sent, set, and looked at when its sizes are there. */
async function show(eventId: string, file: Uint8Array, alt = 'A lantern'): Promise<EventImage> {
  const { upload, code } = await send(eventId, file);
  expect(code).toBeUndefined();
  const set = await stage.byStaff('events.setImage', { eventId, upload, alt });
  expect(set.data.image).toMatchObject({ alt, variants: [] });
  return until(async () => {
    const { image } = (await ask(stage.server.url, 'events.get', { eventId })).data;
    return (image?.variants.length ?? 0) > 0 && (image as EventImage);
  }, 'the sizes are made');
}

const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
const stored = (folder: string) => {
  const path = join(stage.server.config.FOYER_HOME, 'media', folder);
  return existsSync(path) ? readdirSync(path) : [];
};

test('a picture is shown in sizes and types, none larger than it is, under names that stay', async () => {
  const eventId = await stage.publish();
  const image = await show(eventId, await plain(900, 600).jpeg().toBuffer());
  expect(image).toMatchObject({ alt: 'A lantern', width: 900, height: 600 });
  expect(image.placeholder).toMatch(/^data:image\/webp;base64,/);
  expect(image.placeholder.length).toBeLessThan(600);
  expect(image.variants.map(({ width, type }) => `${width} ${type}`)).toEqual(
    [320, 640, 900].flatMap((width) => [`${width} image/webp`, `${width} image/jpeg`]),
  );
  for (const { url, width, height, type } of image.variants) {
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const etag = answer.headers.get('etag') as string;
    expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ width, height });
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  }
  const listed = (await ask(stage.server.url, 'events.list', { limit: 100 })).data.items;
  expect(listed.find(({ id }) => id === eventId)?.image).toEqual(image);
});

describe('A23 is refused, and leaves nothing behind:', () => {
  const gate = async (file: Uint8Array, headers?: Record<string, string>) => {
    const before = stored('masters').length;
    const { status, code } = await send(await stage.publish(), file, headers);
    expect(stored('masters')).toHaveLength(before);
    return `${status} ${code}`;
  };
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

  test.each([
    ['nothing', '', '415 IMAGE_TYPE_REFUSED'],
    ['no picture', 'hello, I am a picture', '415 IMAGE_TYPE_REFUSED'],
    ['an SVG with a script', svg, '415 IMAGE_TYPE_REFUSED'],
    ['an SVG behind a declaration', `<?xml version="1.0"?>${svg}`, '415 IMAGE_TYPE_REFUSED'],
    ['a page', '<!doctype html><script>alert(1)</script>', '415 IMAGE_TYPE_REFUSED'],
    ['the beginning of a JPEG and nothing more', '\xff\xd8\xff\xe0', '400 IMAGE_UNREADABLE'],
  ])('%s, whatever it says it is', async (_what, text, refusal) => {
    const file = Buffer.from(text, 'latin1');
    expect(await gate(file, { 'content-type': 'image/png' })).toBe(refusal);
    expect(await gate(file, { 'content-type': 'image/svg+xml' })).toBe(refusal);
  });

  test('one that is not whole', async () => {
    const noise = sharp({
      create: {
        width: 600,
        height: 400,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    for (const file of [await noise.clone().png().toBuffer(), await noise.clone().webp().toBuffer()])
      expect(await gate(file.subarray(0, file.length / 2))).toBe('400 IMAGE_UNREADABLE');
  });

  test('a bomb: some kilobytes that unfold to a billion pixels', async () => {
    expect(await gate(pngOf(40_000, 30_000))).toBe('413 IMAGE_TOO_LARGE');
  });

  test('one byte over the limit, before it is read; at the limit it is looked at', async () => {
    expect(await gate(Buffer.alloc(MOST_IMAGE_BYTES + 1))).toBe('413 IMAGE_TOO_LARGE');
    const file = Buffer.concat([await plain().jpeg().toBuffer(), Buffer.alloc(MOST_IMAGE_BYTES)]);
    expect((await send(await stage.publish(), file.subarray(0, MOST_IMAGE_BYTES))).status).toBe(200);
  });
});

describe('A23 becomes harmless:', () => {
  test('what stands behind the end of a picture, or beside it, is not there any more', async () => {
    const page = '<script>alert("polyglot")</script>';
    const jpeg = await plain()
      .withExif({ IFD0: { Copyright: page, Artist: 'Somebody at 59.437, 24.745' } })
      .jpeg()
      .toBuffer();
    const polyglot = Buffer.concat([jpeg, Buffer.from(`PK\x03\x04${page}`)]);
    const image = await show(await stage.publish(), polyglot);
    for (const { url } of image.variants) {
      const bytes = await bytesOf(url);
      expect(bytes.includes('polyglot')).toBe(false);
      expect(bytes.includes('PK\x03\x04')).toBe(false);
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    }
    for (const name of stored('masters'))
      expect(
        (await sharp(join(stage.server.config.FOYER_HOME, 'media/masters', name)).metadata()).exif,
      ).toBeUndefined();
  });

  test('one that is turned by its description stands upright', async () => {
    const turned = await plain(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await show(await stage.publish(), turned)).toMatchObject({ width: 200, height: 400 });
  });

  test.each([
    ['CMYK', async () => plain(400, 300).toColourspace('cmyk').jpeg().toBuffer()],
    ['16 bits a colour', async () => plain(400, 300).toColourspace('rgb16').png().toBuffer()],
    ['AVIF', async () => plain(400, 300).avif({ effort: 0 }).toBuffer()],
    ['animated', async () => animation()],
  ])('%s', async (_what, file) => {
    const image = await show(await stage.publish(), await file());
    const { pages = 1, space } = await sharp(await bytesOf(image.variants[0]?.url as string)).metadata();
    expect([pages, space]).toEqual([1, 'srgb']);
    expect(image).toMatchObject({ width: 400, height: 300 });
  });
});

test('A23 a path in a name reaches nothing: masters, other folders and what was never made are not served', async () => {
  const eventId = await stage.publish();
  const image = await show(eventId, await plain().jpeg().toBuffer());
  const [first] = image.variants as [EventImage['variants'][number]];
  const id = /images\/([\da-f-]{36})\//.exec(first.url)?.[1] as string;
  expect(stored('masters')).toContain(`${id}.webp`);
  for (const path of [
    `masters/${id}.webp`,
    `images/${id}/../../masters/${id}.webp`,
    `images/${id}/..%2f..%2fmasters%2f${id}.webp`,
    '..%2f..%2fsecrets.json',
    `images/${id}/`,
    `images/${id}/0000000000000000-320.webp`,
    `images/${id}/0000000000000000-320.svg`,
  ])
    expect((await fetch(`${stage.server.url}/media/${path}`)).status, path).toBe(404);
});

describe('the address of an upload', () => {
  const link = async (eventId: string) =>
    (await stage.byStaff('events.startImageUpload', { eventId })).data.url as string;
  const put = async (url: string) =>
    (await fetch(url, { method: 'PUT', body: (await plain().png().toBuffer()) as never })).status;

  test('is given to staff alone', async () => {
    const [person] = (await stage.people(1)) as [Person];
    const eventId = await stage.publish();
    for (const procedure of ['events.startImageUpload', 'events.removeImage'] as const) {
      expect((await ask(stage.server.url, procedure, { eventId })).outcome).toBe('SIGN_IN_REQUIRED');
      expect((await ask(stage.as(person), procedure, { eventId })).outcome).toBe('NOT_ALLOWED');
    }
    expect((await ask(stage.as(person), 'events.setImage', { eventId, upload: 'x', alt: '' })).outcome).toBe(
      'NOT_ALLOWED',
    );
  });

  test('is worth nothing when it is made up, cut, over, or its owner is no longer staff', async () => {
    const url = await link(await stage.publish());
    expect(await put(`${stage.server.url}/uploads/nothing`)).toBe(404);
    expect(await put(url.slice(0, -2))).toBe(404);
    stage.server.clock.setAheadMs(10 * MINUTE_MS);
    expect(await put(url)).toBe(404);
    stage.server.clock.setAheadMs(0);
    await stage.server.database.query(
      `update account set role = 'member' where id = '${stage.staff.accountId}'`,
    );
    expect(await put(url)).toBe(404);
    await stage.server.database.query(
      `update account set role = 'staff' where id = '${stage.staff.accountId}'`,
    );
    expect(await put(url)).toBe(200);
  });

  test('what it answers is for its own event, and for an hour', async () => {
    const [eventId, other] = [await stage.publish(), await stage.publish()];
    const { upload } = await send(eventId, await plain().png().toBuffer());
    const set = (input: object) => stage.byStaff('events.setImage', { upload, alt: '', ...input });
    expect((await set({ eventId: other })).outcome).toBe('UPLOAD_INVALID');
    expect((await set({ eventId, upload: `${upload}x` })).outcome).toBe('UPLOAD_INVALID');
    stage.server.clock.setAheadMs(HOUR_MS + MINUTE_MS);
    const staff = await renewToken(stage.server, stage.staff);
    expect((await ask(stage.as(staff), 'events.setImage', { eventId, upload, alt: '' })).outcome).toBe(
      'UPLOAD_INVALID',
    );
    stage.server.clock.setAheadMs(0);
    expect((await set({ eventId })).outcome).toBe('OK');
  });
});

test('A24 what a picture shows is one line', async () => {
  const eventId = await stage.publish();
  const { upload } = await send(eventId, await plain().png().toBuffer());
  const answer = await stage.byStaff('events.setImage', { eventId, upload, alt: 'a\r\nb' });
  expect(answer.outcome).toBe('BAD_INPUT');
});

test('what a picture shows can be said anew without sending it again', async () => {
  const eventId = await stage.publish();
  const alone = await stage.byStaff('events.setImage', { eventId, alt: 'A stage' });
  expect(alone.outcome).toBe('IMAGE_MISSING');
  const image = await show(eventId, await plain().png().toBuffer());
  const { data } = await stage.byStaff('events.setImage', { eventId, alt: 'A stage' });
  expect(data.image).toEqual({ ...image, alt: 'A stage' });
});

test('setting a picture keeps whoever is writing about the event from nothing', async () => {
  const eventId = await stage.publish();
  const { version } = (await stage.byStaff('events.get', { eventId })).data;
  await show(eventId, await plain().png().toBuffer());
  expect((await stage.byStaff('events.update', { eventId, version, name: 'Another' })).outcome).toBe('OK');
});

test('what is replaced, removed, never set, or left behind by a crash is cleaned after a day, and what is shown stays', async () => {
  const eventId = await stage.publish();
  const [file, another] = [await plain(500, 300).png().toBuffer(), await plain(640, 300).png().toBuffer()];
  const first = await show(eventId, file);
  const second = await show(eventId, another);
  await send(eventId, file);
  const clean = (aheadMs: number) => {
    const { installation, clock } = stage.server;
    clock.setAheadMs(aheadMs);
    const ctx = installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' });
    return removeWhatNoEventShows(ctx).finally(() => clock.setAheadMs(0));
  };
  const statuses = async ({ variants }: EventImage) =>
    Promise.all(variants.map(async ({ url }) => (await fetch(url)).status));
  expect(await clean(0)).toBe(0);
  expect(await clean(2 * DAY_MS)).toBeGreaterThanOrEqual(2);
  expect(new Set(await statuses(first))).toEqual(new Set([404]));
  expect(new Set(await statuses(second))).toEqual(new Set([200]));
  expect((await stage.byStaff('events.removeImage', { eventId })).data.image).toBeNull();
  await clean(2 * DAY_MS);
  expect(new Set(await statuses(second))).toEqual(new Set([404]));
});

test('a duplicate shows the same picture, which stays when the other event no longer does', async () => {
  const eventId = await stage.publish();
  const image = await show(eventId, await plain().png().toBuffer());
  const copy = (await stage.byStaff('events.duplicate', { eventId, startsAtLocal: '2031-05-01T10:00' })).data;
  expect(copy.image).toEqual(image);
});

test('sizes that are still being made are made for every event that shows the picture, with its own words', async () => {
  const [eventId, other] = [await stage.publish(), await stage.publish()];
  await show(eventId, await plain().png().toBuffer());
  const { query } = stage.server.database;
  await query(`update event set image = jsonb_set(image, '{variants}', '[]') where id = '${eventId}'`);
  await query(`update event set image = (select jsonb_set(image, '{alt}', '"Ours"') from event
    where id = '${eventId}') where id = '${other}'`);
  const copy = (await stage.byStaff('events.duplicate', { eventId, startsAtLocal: '2031-05-02T10:00' })).data;
  const image = async (id: string) => (await stage.byStaff('events.get', { eventId: id })).data.image;
  for (const id of [eventId, other, copy.id])
    await until(
      async () => ((await image(id))?.variants.length ?? 0) > 0,
      'the sizes of each are made',
      20_000,
    );
  expect((await image(other))?.alt).toBe('Ours');
  expect((await image(copy.id))?.alt).toBe('A lantern');
});

/** A PNG of one colour: its header tells the size, and its rows are so many zeros. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(Math.ceil(width / 8 + 1) * Math.min(height, 2_000)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

async function animation(): Promise<Buffer> {
  const frames = await Promise.all(
    ['#ff0000', '#00ff00'].map((background) =>
      sharp({ create: { width: 400, height: 300, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}

import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY_MS } from '../../kernel/clock.ts';
import { openStorage } from '../../kernel/storage/open-storage.ts';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePerson } from '../../testing/people.ts';
import { locateS3, startS3 } from '../../testing/start-s3.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { removeWhatNoEventShows } from './remove-unused-images.job.ts';

const program = locateS3();
let s3: Awaited<ReturnType<typeof startS3>>;
let server: TestServer;
let staff: { url: string; token: string };

beforeAll(async () => {
  if (program === undefined) return;
  s3 = await startS3();
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0', STORAGE_URL: s3.storageUrl });
  const place = { config: server.config, databaseUrl: server.database.url };
  staff = { url: server.url, token: (await makePerson(place, 'staff')).token };
}, 300_000);
beforeEach(({ skip }) => {
  skip(program === undefined, 'no object store on this machine (Debian: apt-get install swift-proxy …)');
});
afterAll(async () => {
  await server?.stop();
  await s3?.stop();
});

test('pictures are kept in a bucket: sent, drawn in sizes, served, and cleaned', async () => {
  const eventId = await makeEvent(server.installation.database.fork(), server.clock.now());
  const file = await sharp({ create: { width: 700, height: 400, channels: 3, background: '#0b7285' } })
    .jpeg()
    .toBuffer();
  const { url } = (await ask(staff, 'events.startImageUpload', { eventId })).data;
  const { upload } = (await (await fetch(url, { method: 'PUT', body: file as never })).json()) as {
    upload: string;
  };
  await ask(staff, 'events.setImage', { eventId, upload, alt: '' });
  const image = await until(async () => {
    const found = (await ask(server.url, 'events.get', { eventId })).data.image;
    return (found?.variants.length ?? 0) > 0 && found;
  }, 'the sizes are made');
  expect(image?.variants.map(({ width }) => width)).toEqual([320, 320, 640, 640, 700, 700]);
  for (const { url: address, width, type } of image?.variants ?? []) {
    const answer = await fetch(address);
    expect(answer.headers.get('content-type')).toBe(type);
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width).toBe(width);
  }

  await ask(staff, 'events.removeImage', { eventId });
  server.clock.setAheadMs(2 * DAY_MS);
  const { installation } = server;
  const ctx = installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' });
  expect(await removeWhatNoEventShows(ctx)).toBe(1);
  const storage = await openStorage(server.config);
  expect([...(await storage.listAll('', { recursive: true })).objects]).toEqual([]);
  expect((await fetch(image?.variants[0]?.url as string)).status).toBe(404);
});

test('a bucket that is not the one that was meant is refused with what it says', async () => {
  const wrong = s3.storageUrl.replace(':testing@', ':wrong@');
  const storage = await openStorage({ ...server.config, STORAGE_URL: wrong });
  await expect(storage.put('masters/x.webp', Buffer.from('x'))).rejects.toThrow();
});

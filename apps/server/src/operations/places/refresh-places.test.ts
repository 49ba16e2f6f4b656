import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import { placeOf } from '../../kernel/places/places.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { refreshPlacesFile } from './refresh-places.ts';

const PLACES = readFileSync(fileURLToPath(new URL('../../testing/places/places.mmdb', import.meta.url)));
const KEY = 'a-license-key-1234';

/** What MaxMind's direct downloads do: basic sign-in, a redirect to where the files lie, hashes, conditions. */
type Peer = {
  url: string;
  archive: Buffer;
  etag: string;
  hash: string | undefined;
  asked: string[];
  stop(): Promise<void>;
};

let folder: string;
let path: string;
let peer: Peer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-geoip-'));
  path = join(folder, 'deeper', 'places.mmdb');
  peer = await startPeer(await archiveOf({ 'GeoLite2-City_20261124/GeoLite2-City.mmdb': PLACES }));
});
afterEach(async () => {
  await peer.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function archiveOf(files: Record<string, Buffer>): Promise<Buffer> {
  const pack = tar.pack();
  for (const [name, content] of Object.entries(files)) pack.entry({ name }, content);
  pack.entry({ name: 'GeoLite2-City_20261124/LICENSE.txt' }, 'Words');
  pack.finalize();
  return gzipSync(await buffer(pack));
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server: Server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function startPeer(archive: Buffer): Promise<Peer> {
  const files = await listen((request, response) => {
    // Where the files lie, nobody is to learn the key.
    if (request.headers.authorization !== undefined) return void response.writeHead(400).end();
    const isHash = request.url?.includes('sha256') === true;
    peer.asked.push(isHash ? 'hash' : 'archive');
    if (isHash) {
      const hash = peer.hash ?? createHash('sha256').update(peer.archive).digest('hex');
      return void response.end(`${hash}  GeoLite2-City_20261124.tar.gz\n`);
    }
    if (request.headers['if-none-match'] === peer.etag) {
      peer.asked.push('not modified');
      return void response.writeHead(304).end();
    }
    response
      .writeHead(200, { etag: peer.etag, 'last-modified': 'Tue, 24 Nov 2026 10:00:00 GMT' })
      .end(peer.archive);
  });
  const door = await listen((request, response) => {
    const expected = `Basic ${Buffer.from(`1234:${KEY}`).toString('base64')}`;
    if (request.headers.authorization !== expected)
      return void response.writeHead(401).end('Invalid license key');
    const suffix = new URL(request.url ?? '', 'http://localhost').searchParams.get('suffix');
    if (!request.url?.startsWith('/geoip/databases/GeoLite2-City/download?'))
      return void response.writeHead(404).end();
    response.writeHead(302, { location: `${files.url}/signed?of=${suffix}` }).end();
  });
  return {
    url: door.url,
    archive,
    etag: '"one"',
    hash: undefined,
    asked: [],
    async stop() {
      for (const { server } of [files, door]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}

const settings = (more: NodeJS.Dict<string> = {}) => ({
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  GEOIP_PATH: path,
  GEOIPUPDATE_ACCOUNT_ID: '1234',
  GEOIPUPDATE_LICENSE_KEY: KEY,
  GEOIPUPDATE_URL: peer.url,
  ...more,
});
const refresh = (more?: NodeJS.Dict<string>) =>
  refreshPlacesFile(
    { config: readConfig(settings(more), () => 'a key') } as Context,
    new AbortController().signal,
  );
const leftBehind = () =>
  readdirSync(join(folder, 'deeper')).filter((name) => !/^places\.mmdb(\.source\.json)?$/.test(name));

test('fetches the file the first time, and not again while there is no newer one', async () => {
  await refresh();
  expect(readFileSync(path)).toEqual(PLACES);
  expect(placeOf({ GEOIP_PATH: path }, '203.0.113.7')).toBe('Berlin, Germany');
  expect(peer.asked).toEqual(['archive', 'hash']);
  await refresh();
  expect(peer.asked).toEqual(['archive', 'hash', 'archive', 'not modified']);
  expect(leftBehind()).toEqual([]);
});

test('puts a newer file in the place of the old one, also where somebody has put one by hand', async () => {
  await refresh();
  const newer = Buffer.concat([PLACES]);
  peer.etag = '"two"';
  peer.archive = await archiveOf({ 'x/GeoLite2-City.mmdb': newer });
  writeFileSync(path, 'by hand');
  await refresh();
  expect(readFileSync(path)).toEqual(newer);
  expect(JSON.parse(readFileSync(`${path}.source.json`, 'utf8'))).toMatchObject({ etag: '"two"' });
});

test.each<[string, RegExp, () => Promise<void> | void]>([
  [
    'an archive that is not what its hash says',
    /should have/,
    () => void Object.assign(peer, { hash: 'f'.repeat(64) }),
  ],
  ['a hash that is none', /is none/, () => void Object.assign(peer, { hash: 'soon' })],
  [
    'an archive without a file of places',
    /has 0 files/,
    async () => void Object.assign(peer, { archive: await archiveOf({ 'x/README': Buffer.from('no') }) }),
  ],
  [
    'a file that no reader can read',
    /./,
    async () =>
      void Object.assign(peer, {
        archive: await archiveOf({ 'x/GeoLite2-City.mmdb': PLACES.subarray(0, 700) }),
      }),
  ],
  ['what is no archive', /./, () => void Object.assign(peer, { archive: Buffer.from('not gzip') })],
])('keeps the old file when it is given %s', async (_what, message, spoil) => {
  await refresh();
  peer.etag = '"spoilt"';
  await spoil();
  await expect(refresh()).rejects.toThrow(message);
  expect(readFileSync(path)).toEqual(PLACES);
  expect(leftBehind()).toEqual([]);
  peer.hash = undefined;
  peer.archive = await archiveOf({ 'x/GeoLite2-City.mmdb': PLACES });
  await refresh();
  expect(JSON.parse(readFileSync(`${path}.source.json`, 'utf8'))).toMatchObject({ etag: '"spoilt"' });
});

test('says that the key is refused, and does not say the key', async () => {
  const refused = await refresh({ GEOIPUPDATE_LICENSE_KEY: 'another-key-5678' }).catch((error) => error);
  expect(refused.message).toContain('refused');
  expect(String(refused.stack)).not.toContain('another-key');
  expect(existsSync(path)).toBe(false);
});

test('does nothing where it is not configured, and refuses half of a configuration', async () => {
  await refresh({ GEOIPUPDATE_LICENSE_KEY: undefined, GEOIPUPDATE_ACCOUNT_ID: undefined });
  expect(peer.asked).toEqual([]);
  const read = (more: NodeJS.Dict<string>) => () => readConfig(settings(more), () => 'a key');
  expect(read({ GEOIPUPDATE_ACCOUNT_ID: undefined })).toThrow('want one another');
  expect(read({ GEOIP_PATH: undefined })).toThrow('wants GEOIP_PATH');
});

test('an installation that starts without a file fetches it at once, by its job', async () => {
  const server = await startTestServer(settings());
  try {
    await until(() => placeOf(server.config, '203.0.113.7') === 'Berlin, Germany', 'places are known');
    const done = () =>
      server.database.query("select 1 from pgboss.job where name = 'refresh-places' and state = 'completed'");
    await until(async () => (await done()).length === 1, 'the job is done');
  } finally {
    await server.stop();
  }
});

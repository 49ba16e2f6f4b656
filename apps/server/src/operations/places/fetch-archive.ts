import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { MINUTE_MS } from '../../kernel/clock.ts';
import type { PlacesConfig } from './places-config.ts';

export type Fetched = { etag: string | null; lastModified: string | null; sha256: string };

const LONGEST_MS = 10 * MINUTE_MS;
/** Several times of what the largest edition has. */
const MOST_BYTES = 400_000_000;

/**
 * Fetches an archive by MaxMind's direct downloads, and holds it to the hash that stands beside it. What is known of
 * the last one is sent along: an unchanged one is not sent again, and does not count against the account.
 */
export async function fetchArchive(
  config: PlacesConfig,
  { to, known, signal }: { to: string; known: Fetched | undefined; signal: AbortSignal },
): Promise<Fetched | 'not-modified'> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  const archive = await ask(config, 'tar.gz', {
    signal: within,
    headers: {
      ...(known?.etag && { 'if-none-match': known.etag }),
      ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
    },
  });
  if (archive.status === 304) return 'not-modified';
  const sha256 = await save(archive, to, within);
  const promised = await promisedHash(config, within);
  if (sha256 !== promised)
    throw new Error(`the archive has the hash ${sha256}, and should have ${promised}; it is not used`);
  return {
    etag: archive.headers.get('etag'),
    lastModified: archive.headers.get('last-modified'),
    sha256,
  };
}

async function promisedHash(config: PlacesConfig, signal: AbortSignal): Promise<string> {
  const answer = await ask(config, 'tar.gz.sha256', { signal });
  const hash = /^([0-9a-f]{64})\b/i.exec((await answer.text()).slice(0, 1_000))?.[1];
  if (hash === undefined) throw new Error('what should be a hash is none');
  return hash.toLowerCase();
}

/** Signed in by HTTP's basic scheme. A redirect to where the files lie is followed, without what signs in. */
async function ask(
  config: PlacesConfig,
  suffix: 'tar.gz' | 'tar.gz.sha256',
  { signal, headers }: { signal: AbortSignal; headers?: Record<string, string> },
): Promise<Response> {
  const { GEOIPUPDATE_ACCOUNT_ID: account, GEOIPUPDATE_LICENSE_KEY: key } = config;
  const base = config.GEOIPUPDATE_URL.replace(/\/+$/, '');
  const url = `${base}/geoip/databases/${config.GEOIPUPDATE_EDITION_ID}/download?suffix=${suffix}`;
  const answer = await fetch(url, {
    signal,
    headers: {
      authorization: `Basic ${Buffer.from(`${account}:${key}`).toString('base64')}`,
      'user-agent': 'foyer',
      ...headers,
    },
  });
  if (answer.ok || answer.status === 304) return answer;
  const why =
    answer.status === 401
      ? 'the account or its license key is refused'
      : answer.status === 429
        ? 'the account has fetched as much as it may today'
        : `it answers ${answer.status}`;
  throw new Error(`${suffix} of ${config.GEOIPUPDATE_EDITION_ID} cannot be fetched: ${why}`);
}

/** Writes down what comes, and answers its hash. */
async function save(answer: Response, to: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(bytes > MOST_BYTES ? new Error('the archive is larger than any that is known') : null, chunk);
    },
  });
  const body = Readable.fromWeb((answer.body ?? new Response('').body) as ReadableStream);
  await pipeline(body, counted, createWriteStream(to, { mode: 0o644 }), { signal });
  return hash.digest('hex');
}

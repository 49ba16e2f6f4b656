import { BlockList, isIP } from 'node:net';
import { type CityResponse, open, type Reader } from 'maxmind';
import type { Device } from '../actor.ts';
import { type Config, ConfigError } from '../config.ts';
import type { Locale } from '../locale.contract.ts';
import type { Whereabouts } from './whereabouts.contract.ts';

type Places = Pick<Config, 'GEOIP_PATH'> & Partial<Pick<Config, 'GEOIPUPDATE_LICENSE_KEY'>>;

/** How often a process looks for a file that another one is about to fetch for the first time. */
const LOOK_EVERY_MS = 30_000;

const opened = new Map<string, Reader<CityResponse>>();

/** Opens the file of places, if one is configured; another file put in its place is read by itself. */
export async function openPlaces(config: Places): Promise<void> {
  const { GEOIP_PATH: path } = config;
  if (path === undefined || opened.has(path)) return;
  try {
    const reader = await open<CityResponse>(path, {
      watchForUpdates: true,
      watchForUpdatesNonPersistent: true,
    });
    opened.set(path, reader);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && config.GEOIPUPDATE_LICENSE_KEY !== undefined) return openOnceThere(config);
    const why = isMissing ? 'there is no such file' : 'that is no MaxMind file that can be read';
    throw new ConfigError(`GEOIP_PATH names ${path}, and ${why}.`, { cause: error });
  }
}

/** A job fetches it; until then places are not known. */
function openOnceThere(config: Places): void {
  const timer = setTimeout(() => void openPlaces(config).catch(() => openOnceThere(config)), LOOK_EVERY_MS);
  timer.unref();
}

/** Where a network address is, such as 'Berlin, Germany'; null where that is not known or means nothing. */
export function placeOf(config: Places, ipAddress: string, locale: Locale = 'en'): string | null {
  const reader = config.GEOIP_PATH === undefined ? undefined : opened.get(config.GEOIP_PATH);
  const address = ipAddress.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(address);
  if (reader === undefined || version === 0 || isPrivate(address, version)) return null;
  const { city, country } = lookUp(reader, address) ?? {};
  const names = [city, country].map((place) => place?.names?.[locale] ?? place?.names?.en);
  return names.filter((name) => name !== undefined).join(', ') || null;
}

/** What security mails say of where something was done from. */
export function whereabouts(config: Places, device: Device, locale: Locale): Whereabouts {
  const { ipAddress, userAgent } = device;
  return { ipAddress, userAgent, place: placeOf(config, ipAddress, locale) };
}

/** A file that is damaged inside must not keep anybody from signing in. */
function lookUp(reader: Reader<CityResponse>, address: string): CityResponse | null {
  try {
    return reader.get(address);
  } catch {
    return null;
  }
}

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

function isPrivate(address: string, version: number): boolean {
  return PRIVATE.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

import type { Config } from './config.ts';
import { Fault } from './fault.ts';
import { isKeyedHash, keyedHash } from './keys.ts';
import { CURSOR_INVALID } from './page.contract.ts';

const MARK_LENGTH = 32;

type Place = readonly (string | number)[];

/** Where a list by instant and id begins that counts upwards, and one that counts downwards. */
export const BEFORE_ALL = [0, '00000000-0000-0000-0000-000000000000'] as const;
export const AFTER_ALL = [Date.UTC(9999, 0), 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

/** The place after the last row of a page, sealed for its list: it can be neither made nor moved to another. */
export function sealCursor(config: Config, list: string, place: Place): string {
  const body = Buffer.from(JSON.stringify(place)).toString('base64url');
  return `${body}.${seal(config, list, body)}`;
}

/** Opens a cursor of this list, or refuses; undefined when there is none. */
export function openCursor(config: Config, list: string, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [body = '', mark = '', ...more] = cursor.split('.');
  const isGenuine = isKeyedHash(config, mark, { purpose: purposeOf(list), text: body, length: MARK_LENGTH });
  if (more.length > 0 || !isGenuine) throw new Fault(CURSOR_INVALID);
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Place;
}

function seal(config: Config, list: string, body: string): string {
  return keyedHash(config, purposeOf(list), body).slice(0, MARK_LENGTH);
}

function purposeOf(list: string): string {
  return `cursor ${list}`;
}

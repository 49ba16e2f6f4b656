import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

// What variables may be. Each refusal completes the sentence `NAME is "value": …`.

export const flag = z
  .enum(['true', 'false'], { error: 'wants true or false' })
  .transform((value) => value === 'true');

export function oneOf<const Choice extends string>(choices: readonly Choice[]) {
  return z.enum(choices, { error: `wants one of ${choices.join(', ')}` });
}

export function numberFrom(least: number, most: number) {
  const error = `wants a number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
}

export function wholeNumberFrom(least: number, most: number) {
  const error = `wants a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
}

export const port = wholeNumberFrom(0, 65_535);

const list = z
  .string()
  .transform((value) => value.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''));

/** Names of methods and headers, as RFC 9110 writes tokens. */
export const tokens = list.refine((items) => items.every((item) => /^[\w!#$%&'*+.^`|~-]+$/.test(item)), {
  error: 'wants names, separated by commas',
});

/** Keys of the past; each as strong as the one of today must be. */
export const secrets = list.refine((items) => items.every((item) => item.length >= 16), {
  error: 'wants secrets of at least 16 characters each, separated by commas',
});

/** As browsers send them: a page’s origin that differs by a slash would never match. */
export const origins = list.refine((items) => items.every(isOrigin), {
  error: 'wants origins such as https://console.example.org, separated by commas, without a path or a *',
});

/** As URLs write them: `localhost`, `10.0.0.5`, `[::1]`, with a port or without. */
export const hosts = list.refine((items) => items.every(isHost), {
  error: 'wants host names or addresses such as hooks.internal or 10.0.0.5:8080, separated by commas',
});

/** As the Standard Webhooks specification writes them, with the 24 to 64 bytes that it asks for. */
export const webhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'wants whsec_ and 24 to 64 bytes of base64');

/** No hop counts and no `*`: whoever is believed here chooses the address that limits count. */
export const proxies = list.refine((items) => items.every(isNetwork), {
  error: 'wants addresses or networks such as 10.0.0.0/8, separated by commas',
});

/** A link to end mails stands in one line of a header, which has no place to fold an address: 998 octets (RFC 5322, 2.1.1). */
const LONGEST_PUBLIC_URL = 500;

/** The address that people use, without a password, a query or a fragment, because links are made by adding to it. */
export const publicUrl = z
  .string()
  .refine(isPublicUrl, { error: 'wants an http or https address, such as https://foyer.example.org' })
  .refine((text) => !URL.canParse(text) || linkBase(text).length <= LONGEST_PUBLIC_URL, {
    error: `wants at most ${LONGEST_PUBLIC_URL} characters, a host of other than Latin letters in its xn-- form`,
  });

/** What links are made by adding to: in ASCII, as headers of mail and browsers have it, and without a slash at its end. */
export function linkBase(text: string): string {
  return new URL(text).href.replace(/\/+$/, '');
}

/** One mailbox, with a name or without; a line break would begin a header of its own. */
export const mailbox = z.string().regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, {
  error: 'wants foyer@example.org or Foyer <foyer@example.org>',
});

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

function isHost(text: string): boolean {
  const url = `http://${text}/`;
  if (!/^[\w.:[\]-]+$/.test(text) || !URL.canParse(url)) return false;
  return [new URL(url).hostname, new URL(url).host].includes(text);
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  if (!/^\d{1,3}$/.test(bits)) return false;
  try {
    new BlockList().addSubnet(address, Number(bits), version === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    return false;
  }
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return /^https?:$/.test(url.protocol) && isBare && !/[?#]/.test(text);
}

import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefreshCookie } from '../call.ts';
import type { Config } from '../config.ts';
import { ORIGIN_REFUSED } from '../fault.contract.ts';
import { Fault } from '../fault.ts';
import { mayUseCookies } from './origins.ts';

/**
 * The cookie of a browser's session. Over https it has the `__Host-` prefix, so that no other host can set
 * it. It is believed only from pages of our origins: a form on another site sends no call that counts.
 */
export function refreshCookieOf(config: Config, request: FastifyRequest, reply: FastifyReply): RefreshCookie {
  const isSecure = config.PUBLIC_URL.startsWith('https:');
  const name = isSecure ? '__Host-foyer-session' : 'foyer-session';
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure } as const;
  return {
    read() {
      const token = cookieOf(request, name);
      if (token === undefined || token === '') return undefined;
      if (!isFromOurPage(config, request)) throw new Fault(ORIGIN_REFUSED);
      return token;
    },
    write(token, expiresAt) {
      void reply.setCookie(name, token, { ...attributes, expires: expiresAt });
    },
    clear() {
      if (cookieOf(request, name) !== undefined) void reply.clearCookie(name, attributes);
    },
  };
}

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const { cookie } = request.headers;
  return cookie === undefined ? undefined : request.server.parseCookie(cookie)[name];
}

function isFromOurPage(config: Config, request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) return mayUseCookies(config, origin);
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

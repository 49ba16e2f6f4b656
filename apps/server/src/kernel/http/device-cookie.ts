import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DeviceCookie } from '../call.ts';
import type { Config } from '../config.ts';

/**
 * The cookie by which a browser is known again after signing out. It lets nobody in: whoever holds it is spared a
 * mail about a new device, and nothing else.
 */
export function deviceCookieOf(config: Config, request: FastifyRequest, reply: FastifyReply): DeviceCookie {
  const isSecure = config.PUBLIC_URL.startsWith('https:');
  const name = isSecure ? '__Host-foyer-device' : 'foyer-device';
  return {
    read() {
      const { cookie } = request.headers;
      const token = cookie === undefined ? undefined : request.server.parseCookie(cookie)[name];
      // Only what we have given out looks like this.
      return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
    },
    write(token, expiresAt) {
      const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure } as const;
      void reply.setCookie(name, token, { ...attributes, expires: expiresAt });
    },
  };
}

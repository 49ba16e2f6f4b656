let networks = 0;

/** Believed of whoever may name it: nobody's but this process's own loopback. */
export const BEHIND_PROXY = { TRUSTED_PROXIES: '127.0.0.1,::1' };

/** Headers of a call from a home of its own, so that a bound on networks is not what a test meets. */
export function otherNetwork(): Record<string, string> {
  networks++;
  return { 'x-forwarded-for': `2001:db8:0:${networks.toString(16)}::1` };
}

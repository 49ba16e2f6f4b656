import type { Config } from '../config.ts';

/** Whether pages of this origin may use the session cookie: our own, and those that are configured to. */
export function mayUseCookies(config: Config, origin: string): boolean {
  if (origin === new URL(config.PUBLIC_URL).origin) return true;
  return config.ALLOW_CREDENTIALS && config.ALLOW_ORIGINS.includes(origin);
}

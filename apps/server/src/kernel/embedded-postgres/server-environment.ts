/**
 * What Postgres's programs see of the environment: nothing of the caller's, so that a stray PGDATA or PGPORT
 * changes nothing. `C` also keeps the messages that we quote in English.
 */
export function serverEnvironment(): NodeJS.ProcessEnv | undefined {
  if (process.platform === 'win32') return undefined;
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    // Postgres takes a lock file that names this process for a stale one; see stop-left-behind.ts.
    PG_GRANDPARENT_PID: String(process.pid),
  };
}

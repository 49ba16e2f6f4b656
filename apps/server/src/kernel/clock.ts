/** The one source of the present. Tests and the development role move it; nothing else reads the time. */
export type Clock = {
  now(): Date;
  /** Milliseconds that this clock is ahead of the machine's. */
  aheadMs(): number;
  setAheadMs(aheadMs: number): void;
};

export function createClock(aheadMs = 0): Clock {
  let ahead = aheadMs;
  return {
    now: () => new Date(Date.now() + ahead),
    aheadMs: () => ahead,
    setAheadMs: (next) => {
      ahead = next;
    },
  };
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

export function earlierOf(one: Date, other: Date): Date {
  return new Date(Math.min(one.getTime(), other.getTime()));
}

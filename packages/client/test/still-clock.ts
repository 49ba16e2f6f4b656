import type { Clock } from '../src/index.ts';

/** A clock that a test moves; waiting moves it too, and takes no time. */
export function stillClock(startMs = 1_800_000_000_000) {
  const waits: number[] = [];
  let nowMs = startMs;
  const clock: Clock = {
    now: () => nowMs,
    wait: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    random: () => 0.5,
  };
  return {
    clock,
    waits,
    now: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

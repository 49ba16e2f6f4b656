import { SECOND_MS } from '../../kernel/clock.ts';

/** However many codes are asked for, what nobody waits for goes on as slowly as this. */
const LONGEST_MS = SECOND_MS / 4;

/** Lets the mails that people wait for pass the others of their process, which would take turns with each step of theirs. */
export type Way = {
  /** Others give way until this is done. */
  hurry<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Waits while somebody is in a hurry, but never long. */
  giveWay(): Promise<void>;
};

export function openWay(): Way {
  let inAHurry = 0;
  let isClear = Promise.withResolvers<void>();
  isClear.resolve();
  return {
    async hurry(work) {
      if (inAHurry++ === 0) isClear = Promise.withResolvers<void>();
      try {
        return await work();
      } finally {
        if (--inAHurry === 0) isClear.resolve();
      }
    },
    async giveWay() {
      if (inAHurry === 0) return;
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, LONGEST_MS);
      await Promise.race([isClear.promise, patience.promise]);
      clearTimeout(timer);
    },
  };
}

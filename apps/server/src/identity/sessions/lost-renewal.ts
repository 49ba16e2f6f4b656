import { SECOND_MS } from '../../kernel/clock.ts';

/** A token used again within this time has the same successor: it is a retry, or another tab. */
const GRACE_MS = 10 * SECOND_MS;

export function isLate(now: Date, usedAt: Date): boolean {
  return now.getTime() - usedAt.getTime() > GRACE_MS;
}

/** Whether nobody has come yet with what the last renewal gave. */
export function isAwaited({
  awaitedSince,
  lastUsedAt,
}: {
  awaitedSince?: Date | null;
  lastUsedAt: Date;
}): boolean {
  // Or renewed meanwhile by a process of an earlier version, which does not write down what it awaits.
  return awaitedSince?.getTime() === lastUsedAt.getTime();
}

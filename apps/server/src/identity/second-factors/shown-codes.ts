import { addressKey } from '../../people/accounts/accounts.entity.ts';

/** The one counter of wrong tries at any second factor of an account: the one that mailed ones count at too. */
export function triesOf(address: string): string {
  return `second-factor ${addressKey(address)}`;
}

/** Spaces and dashes that people type between digits are dropped. */
export function asDigits(typed: string): string {
  return typed.replace(/[\s-]/g, '');
}

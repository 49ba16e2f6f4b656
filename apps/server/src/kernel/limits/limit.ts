import type { Device } from '../actor.ts';

/** A bound that moves with time: at most `most` in any `windowMs`, exact over all processes. */
export type Limit<Input> = {
  /** Names the counter together with the procedure. */
  name: string;
  most: number;
  windowMs: number;
  /** What is counted separately: an address of the network, an account, an address that is written to. */
  key: (input: Input, device: Device) => string;
};

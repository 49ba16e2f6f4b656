import type { Limit } from './limit.ts';
import { networkKey } from './network-key.ts';

/** At most so many calls from one network, whatever they ask. */
export function ofNetwork(most: number, windowMs: number): Limit<unknown> {
  return { name: 'network', most, windowMs, key: (_input, device) => networkKey(device.ipAddress) };
}

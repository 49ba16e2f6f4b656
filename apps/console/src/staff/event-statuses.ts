import type { EventStatus } from '@foyer/client';

export const eventStatuses = ['published', 'draft', 'cancelled', 'archived'] as const satisfies EventStatus[];

export function isOneOf<Value extends string>(values: readonly Value[], value: unknown): value is Value {
  return values.some((one) => one === value);
}

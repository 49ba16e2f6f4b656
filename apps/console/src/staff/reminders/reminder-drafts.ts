import type { ReminderRule } from '@foyer/client';

/** A reminder as it is typed: so many minutes or hours before the start, or days before its date at a time of the wall. */
export type ReminderDraft = { amount: string; unit: 'minutes' | 'hours' | 'days'; time: string };

const MOST_DAYS = 30;
const LEAST_MINUTES = 5;

export function draftOf(rule: ReminderRule): ReminderDraft {
  if (rule.kind === 'at') return { amount: String(rule.daysBefore), unit: 'days', time: rule.time };
  const isHours = rule.minutes % 60 === 0;
  return {
    amount: String(isHours ? rule.minutes / 60 : rule.minutes),
    unit: isHours ? 'hours' : 'minutes',
    time: '09:00',
  };
}

export function ruleOf({ amount, unit, time }: ReminderDraft): ReminderRule {
  if (unit === 'days') return { kind: 'at', daysBefore: Number(amount), time };
  return { kind: 'before', minutes: Number(amount) * (unit === 'hours' ? 60 : 1) };
}

export function isSound({ amount, unit, time }: ReminderDraft): boolean {
  if (!/^\d{1,5}$/.test(amount.trim())) return false;
  if (unit === 'days') return Number(amount) <= MOST_DAYS && time !== '';
  const minutes = Number(amount) * (unit === 'hours' ? 60 : 1);
  return minutes >= LEAST_MINUTES && minutes <= MOST_DAYS * 24 * 60;
}

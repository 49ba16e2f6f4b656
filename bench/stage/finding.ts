import type { Spread } from './rounds.ts';

export type Figure = { what: string; unit: string; spread: Spread };

/** What one benchmark found: a subject against its limit, both measured in the same run. */
export type Finding = {
  name: string;
  ratio: Spread;
  subject: Figure;
  limit: Figure;
  /** What was promised; left out where the figure is for comparison alone. */
  target?: { says: string; isMet: boolean };
};

export function atLeast(least: number, ratio: Spread): NonNullable<Finding['target']> {
  return { says: `ratio ≥ ${least.toFixed(2)}`, isMet: ratio.median >= least };
}

export function atMostRatio(most: number, ratio: Spread): NonNullable<Finding['target']> {
  return { says: `ratio ≤ ${most.toFixed(2)}`, isMet: ratio.median <= most };
}

export function atMost(most: number, { spread, unit }: Figure): NonNullable<Finding['target']> {
  return { says: `≤ ${most} ${unit}`, isMet: spread.median <= most };
}

export function inWords({ name, ratio, subject, limit, target }: Finding): string {
  const verdict = target === undefined ? '' : `   target ${target.says}: ${target.isMet ? 'met' : 'MISSED'}`;
  return [
    `${name}   ratio ${numbers(ratio, 2)}${verdict}`,
    ...[subject, limit].map(({ what, unit, spread }) => `    ${what}: ${numbers(spread)} ${unit}`),
  ].join('\n');
}

function numbers({ median, min, max }: Spread, digits = median < 100 ? 1 : 0): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

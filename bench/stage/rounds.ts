export type Spread = { median: number; min: number; max: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (place: number) => sorted[place] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}

type Side = () => Promise<number>;

/**
 * Measures every side once a round, and turns the order around in every second round, so that what else the
 * machine does falls on all sides alike. A first round is not counted: it warms caches and compilers.
 */
export async function inRounds<Name extends string>(
  rounds: number,
  sides: Record<Name, Side>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(sides) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await sides[name]();
      if (round > 0) measured[name].push(value);
    }
  }
  return measured;
}

/** The ratio of two sides, round by round: what disturbs both in one round does not count. */
export function ratioOf(subject: readonly number[], limit: readonly number[]): Spread {
  return spreadOf(subject.map((value, round) => value / (limit[round] ?? Number.NaN)));
}

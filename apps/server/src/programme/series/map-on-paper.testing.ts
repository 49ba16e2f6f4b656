import { type Line, mondayOf, plusDays } from './series-paper.testing.ts';

/** Which events of weekly dates become which days, week by week; who has people goes first, what was called off last. */
export function mapOnPaper(
  events: readonly Line[],
  wanted: readonly string[],
  movedBy: number,
): { dropped: Line[]; added: string[] } {
  const held = new Set(events.map((line) => line.date));
  const free = wanted.filter((date) => !held.has(date));
  const homeless = events.filter((line) => !wanted.includes(line.date as string));
  const dropped: Line[] = [];
  const taken = new Set<string>();
  const weeks = Map.groupBy(homeless, (line) => mondayOf(plusDays(line.date as string, movedBy)));
  for (const [week, there] of weeks) {
    const open = free.filter((date) => mondayOf(date) === week);
    const ranked = [
      ...there.filter((line) => !line.isCalledOff && line.live().length > 0),
      ...there.filter((line) => !line.isCalledOff && line.live().length === 0),
      ...there.filter((line) => line.isCalledOff),
    ];
    const staying = there.filter((line) => ranked.indexOf(line) < open.length);
    for (const [index, line] of staying.entries()) {
      line.date = open[index] as string;
      taken.add(line.date);
    }
    dropped.push(...there.filter((line) => !staying.includes(line)));
  }
  return { dropped, added: free.filter((date) => !taken.has(date)) };
}

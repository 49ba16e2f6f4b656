import { useReducedMotion } from '@mantine/hooks';
import { Area, AreaChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useTimeFormat } from '../../../times/use-time-format.ts';
import classes from './attendance.module.css';

const TICKS = 6;

type AreaOfPeopleProps = {
  /** Numbers of people beside each time, by the keys of the lines. */
  points: readonly { at: Date }[];
  lines: { key: string; name: string; colour: string }[];
  timeZone: string;
};

/** People over time, in steps: between two points nothing happened. The table beside it is for whoever cannot see it. */
export function AreaOfPeople({ points, lines, timeZone }: AreaOfPeopleProps) {
  const format = useTimeFormat();
  const isStill = useReducedMotion();
  const drawn = points.map((point) => ({ ...point, atMs: point.at.getTime() }));
  const last = drawn.at(-1);
  // As it stands now: the last step is no dot at the edge.
  const data = last === undefined ? drawn : [...drawn, { ...last, atMs: Math.max(last.atMs, Date.now()) }];
  const day = (atMs: number) => {
    const { day, month } = format.day(new Date(atMs), timeZone);
    return `${day} ${month}`;
  };
  const [begins, ends] = [data[0]?.atMs ?? 0, data.at(-1)?.atMs ?? 0];
  const isShort = ends - begins < 36 * 3_600_000;
  const ticks = Array.from({ length: TICKS }, (_, tick) => begins + ((ends - begins) * tick) / (TICKS - 1));
  return (
    <div className={classes.chart} aria-hidden="true">
      <ResponsiveContainer width="100%" height={280}>
        <AreaChart data={data} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--foyer-line)" vertical={false} />
          <XAxis
            dataKey="atMs"
            type="number"
            scale="time"
            domain={[begins, ends]}
            ticks={ticks}
            interval="preserveStartEnd"
            tickFormatter={(atMs) => (isShort ? format.time(new Date(atMs), timeZone) : day(atMs))}
            stroke="var(--mantine-color-dimmed)"
            fontSize={12}
            minTickGap={40}
          />
          <YAxis allowDecimals={false} width={40} stroke="var(--mantine-color-dimmed)" fontSize={12} />
          <Tooltip
            labelFormatter={(atMs) => format.dateTime(new Date(Number(atMs)), timeZone)}
            contentStyle={{
              background: 'var(--foyer-surface)',
              borderColor: 'var(--foyer-line)',
              borderRadius: 8,
              color: 'var(--mantine-color-text)',
            }}
          />
          <Legend itemSorter={null} />
          {lines.map(({ key, name, colour }) => (
            <Area
              key={key}
              type="stepAfter"
              dataKey={key}
              name={name}
              stroke={colour}
              strokeWidth={2}
              fill={colour}
              fillOpacity={0.18}
              isAnimationActive={!isStill}
            />
          ))}
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}

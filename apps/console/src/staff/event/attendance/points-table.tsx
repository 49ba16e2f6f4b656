import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTimeFormat } from '../../../times/use-time-format.ts';
import classes from './attendance.module.css';

type PointsTableProps<Point extends { at: Date }> = {
  points: readonly Point[];
  columns: { key: keyof Point; name: string }[];
  timeZone: string;
};

/** What the drawing shows, to be read. */
export function PointsTable<Point extends { at: Date }>({
  points,
  columns,
  timeZone,
}: PointsTableProps<Point>) {
  const { t } = useTranslation('attendees');
  const format = useTimeFormat();
  return (
    <details className={classes.details}>
      <summary>{t('tableShow')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and is focused to be scrolled by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('tableShow')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('tableTime')}</Table.Th>
              {columns.map(({ key, name }) => (
                <Table.Th key={String(key)} scope="col">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {points.map((point) => (
              <Table.Tr key={point.at.getTime()}>
                <Table.Th scope="row">{format.dateTime(point.at, timeZone)}</Table.Th>
                {columns.map(({ key }) => (
                  <Table.Td key={String(key)}>{String(point[key])}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </details>
  );
}

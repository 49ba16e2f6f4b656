import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { writeCsvStream } from 'hucre/csv';
import { writeXlsxStream } from 'hucre/xlsx';
import { Temporal } from 'temporal-polyfill';
import type { ExportFormat } from './exports.contract.ts';
import type { Attendee } from './read-attendees.ts';

export const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * The attendees as a file, written as it is sent. A name that begins like a formula is text in both: XLSX says so of
 * each cell, and in CSV, which cannot, an apostrophe stands before it. The mark at the beginning of the CSV makes Excel
 * read it as UTF-8.
 */
export function writeAttendees(
  attendees: AsyncIterable<Attendee>,
  { format, timeZone }: { format: ExportFormat; timeZone: string },
): Readable {
  const headers = headersFor(timeZone);
  const rows = rowsOf(attendees, timeZone);
  const stream =
    format === 'csv'
      ? writeCsvStream(rows, { headers, bom: true, escapeFormulae: true })
      : writeXlsxStream(rows, {
          name: 'Attendees',
          columns: headers.map((header, index) => ({ header, width: WIDTHS[index] ?? 18 })),
          freezePane: { rows: 1 },
        });
  return Readable.fromWeb(stream as ReadableStream<Uint8Array>);
}

const WIDTHS = [28, 34, 24, 12, 12, 10, 10];

function headersFor(timeZone: string): string[] {
  return [
    'Name',
    'Address',
    'Organisation',
    'State',
    'Source',
    'Override',
    'Place in line',
    `Offered until (${timeZone})`,
    `Joined (${timeZone})`,
    'Joined (UTC)',
    `Checked in (${timeZone})`,
    'Checked in (UTC)',
    'Participation',
    // Whatever is new stands last: there are those who read the columns by number.
    'System user',
  ];
}

/** Texts alone, times too: a spreadsheet would show a time of its own in the zone of whoever opens it. */
async function* rowsOf(attendees: AsyncIterable<Attendee>, timeZone: string): AsyncGenerator<string[]> {
  const local = (instant: Date | null) => (instant === null ? '' : wallClock(instant, timeZone));
  const utc = (instant: Date | null) => instant?.toISOString().replace(/\.\d+/, '') ?? '';
  for await (const one of attendees)
    yield [
      one.fullName,
      one.address,
      one.organisation ?? '',
      one.state,
      one.source,
      one.isOverride ? 'yes' : '',
      one.waitlistPlace === null ? '' : String(one.waitlistPlace),
      local(one.offerExpiresAt),
      local(one.joinedAt),
      utc(one.joinedAt),
      local(one.checkedInAt),
      utc(one.checkedInAt),
      one.id,
      one.isSystem ? 'yes' : '',
    ];
}

/** 2027-03-14 19:30:05, on the wall of the event. */
function wallClock(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', ' ');
}

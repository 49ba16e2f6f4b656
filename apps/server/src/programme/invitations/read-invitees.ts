import { parse } from 'csv-parse/sync';
import { Address, FullName } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import type { CsvProblem, Invitee } from './invitations.contract.ts';

/** As many as one transaction invites. */
const MOST_INVITEES = 1_000;

const ADDRESS_HEADINGS = [
  'address',
  'e-mail',
  'email',
  'mail',
  'e-mail address',
  'адрес',
  'почта',
  'adresse',
];
const NAME_HEADINGS = ['fullname', 'full name', 'name', 'имя'];

type Line = { record: string[]; info: { lines: number } };
type Columns = { address: number | undefined; fullName: number | undefined };

/**
 * Reads whom a file of comma-separated values names (RFC 4180; semicolons and tabs too, as spreadsheets write them). One
 * wrong line does not spoil the others: each is judged by itself, and named by its number.
 */
export function readInvitees(csv: string): { people: Invitee[]; problems: CsvProblem[] } {
  const people: Invitee[] = [];
  const problems: CsvProblem[] = [];
  const seen = new Set<string>();
  let columns: Columns | undefined;
  for (const { line, fields } of linesOf(csv, problems)) {
    if (columns === undefined) {
      const head = headOf(fields);
      columns = head ?? { address: undefined, fullName: undefined };
      if (head !== undefined) continue;
    }
    const person = personIn(fields, columns);
    const problem = problemOf(person, { seen, count: people.length });
    if (problem !== undefined) problems.push({ line, text: fields.join(', ').slice(0, 200), problem });
    else {
      seen.add(addressKey(person.address));
      const fullName = person.fullName === '' ? null : FullName.parse(person.fullName);
      people.push({ line, address: Address.parse(person.address), fullName });
    }
  }
  return { people, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** The lines one after another; one whose quotes do not close ends the reading, since nobody knows where it ends. */
function linesOf(csv: string, problems: CsvProblem[]): { line: number; fields: string[] }[] {
  const delimiter = delimiterOf(csv);
  const lines: { line: number; fields: string[] }[] = [];
  let begun = 1;
  try {
    parse(csv, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      trim: true,
      on_record: ({ record, info }: Line) => {
        if (record.some((field) => field !== '')) lines.push({ line: begun, fields: record });
        begun = info.lines + 1;
        return null;
      },
    } as never);
  } catch {
    const text = csv.split(/\r\n|\n|\r/)[begun - 1] ?? '';
    problems.push({ line: begun, text: text.slice(0, 200), problem: 'not-csv' });
  }
  return lines;
}

/** What stands most often in the first line; a file of addresses alone has none. */
function delimiterOf(csv: string): string {
  const first = /^[^\r\n]*/.exec(csv)?.[0] ?? '';
  const count = (delimiter: string) => first.split(delimiter).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] as string;
}

/** Which column is which, if the first line says so; a line with an address in it is somebody already. */
function headOf(fields: readonly string[]): Columns | undefined {
  const names = fields.map((field) => field.toLowerCase());
  const address = names.findIndex((name) => ADDRESS_HEADINGS.includes(name));
  if (address < 0) return undefined;
  const fullName = names.findIndex((name) => NAME_HEADINGS.includes(name));
  return { address, fullName: fullName < 0 ? undefined : fullName };
}

function personIn(fields: readonly string[], columns: Columns): { address: string; fullName: string } {
  const found = fields.findIndex((field) => field.includes('@'));
  const address = columns.address ?? found;
  const fullName =
    columns.address === undefined ? fields.findIndex((_, at) => at !== address) : columns.fullName;
  return { address: fields[address] ?? '', fullName: fullName === undefined ? '' : (fields[fullName] ?? '') };
}

function problemOf(
  { address, fullName }: { address: string; fullName: string },
  { seen, count }: { seen: ReadonlySet<string>; count: number },
): CsvProblem['problem'] | undefined {
  if (address === '') return 'no-address';
  if (!Address.safeParse(address).success) return 'bad-address';
  if (fullName !== '' && !FullName.safeParse(fullName).success) return 'bad-name';
  if (seen.has(addressKey(address))) return 'named-twice';
  return count >= MOST_INVITEES ? 'too-many' : undefined;
}

import { readFile } from 'node:fs/promises';
import { type Client, FoyerError, type ImportedAccount, isFault } from '@foyer/client';
import { type Command, onlyWord, UsageError } from '../command.ts';
import { readCsv } from '../read-csv.ts';

/** As many as one call takes. */
const AT_ONCE = 500;
const COLUMNS = ['address', 'fullName', 'locale', 'passwordHash'];

type Skipped = { index: number; address: string };

export const importAccounts: Command = {
  name: 'accounts import',
  takes: '<file.json|file.csv>',
  summary: 'Take over accounts of another system, with their password hashes; for superusers.',
  details:
    'JSON: a list of { address, fullName, locale?, passwordHash? }. CSV: a first line with these names, then a line for\n' +
    'each account. Hashes are argon2id or bcrypt. 500 are sent at once; where the import stops, those before stay\n' +
    'imported, and a second run skips them.',
  async run({ words, client }) {
    const path = onlyWord(words, 'a file');
    const accounts = await readAccounts(path);
    const foyer = await client();
    let imported = 0;
    const skipped: Skipped[] = [];
    for (let first = 0; first < accounts.length; first += AT_ONCE) {
      const done = await send(foyer, accounts.slice(first, first + AT_ONCE), first);
      imported += done.imported;
      skipped.push(...done.skipped);
    }
    const known = skipped.map(({ index, address }) => `\n  row ${index + 1}: ${address}`).join('');
    const left = skipped.length === 0 ? '' : ` ${skipped.length} had one already:${known}`;
    return { json: { imported, skipped }, text: `Imported ${imported} accounts.${left}` };
  },
};

/** Rows are counted from the first of the file, also in what the server says of one. */
async function send(foyer: Client, accounts: ImportedAccount[], first: number) {
  try {
    const { imported, skipped } = await foyer.accounts.import({ accounts });
    return { imported, skipped: skipped.map(({ index, address }) => ({ index: first + index, address })) };
  } catch (error) {
    if (!isFault(error) || error.fields === undefined) throw error;
    const { code, status, fields } = error;
    const inFile = (text: string) =>
      text.replace(/^accounts\.(\d+)\.?/, (_all, index) => `row ${first + Number(index) + 1} `);
    const before = first === 0 ? '' : ` The ${first} rows before are imported.`;
    throw new FoyerError(code, `${inFile(error.message)}${before}`, {
      fields: fields.map((field) => ({ ...field, path: inFile(field.path) })),
      status,
      cause: error,
    });
  }
}

async function readAccounts(path: string): Promise<ImportedAccount[]> {
  const text = await readFile(path, 'utf8').catch((cause: { code?: string }) => {
    throw new UsageError(`${path} cannot be read (${cause.code}).`);
  });
  const accounts = /\.csv$/i.test(path) ? fromCsv(path, text) : fromJson(path, text);
  if (accounts.length === 0) throw new UsageError(`There are no accounts in ${path}.`);
  return accounts;
}

function fromJson(path: string, text: string): ImportedAccount[] {
  try {
    const read: unknown = JSON.parse(text);
    // What is in the rows is the server's to judge.
    if (Array.isArray(read)) return read as ImportedAccount[];
  } catch {
    // Said below, as for any other text that is no list.
  }
  throw new UsageError(`${path} is no JSON list of accounts.`);
}

function fromCsv(path: string, text: string): ImportedAccount[] {
  const [head = [], ...rows] = rowsOf(path, text);
  const names = head.map((name) => name.trim());
  const unknown = names.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined || !names.includes('address'))
    throw new UsageError(
      `The first line of ${path} wants names out of ${COLUMNS.join(', ')}${unknown === undefined ? '' : `; got ${unknown}`}.`,
    );
  return rows.map((row) => {
    const pairs = names.map((name, column) => [name, row[column] ?? '']);
    return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
  });
}

function rowsOf(path: string, text: string): string[][] {
  try {
    return readCsv(text);
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}.`);
  }
}

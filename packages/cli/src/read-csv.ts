/** The rows of a CSV text (RFC 4180): fields between commas, in quotes where they hold commas, quotes or line breaks. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A field, and what ends it; a quote within quotes is written twice.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const body = text.replace(/^\uFEFF/, '');
  while (field.lastIndex < body.length) {
    const at = field.lastIndex;
    const found = field.exec(body);
    if (found === null) throw new Error(`line ${lineAt(body, at)} is not CSV`);
    const [, quoted, plain, end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',' && field.lastIndex < body.length) continue;
    if (end === ',') row.push('');
    if (row.some((value) => value !== '')) rows.push(row);
    row = [];
  }
  return rows;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

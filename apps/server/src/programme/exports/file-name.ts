import type { ExportFormat } from './exports.contract.ts';

/** Letters, digits and dashes of any script: safe in a header and on every disk. */
export function fileNameOf(event: { name: string; starts_at_local: string }, format: ExportFormat): string {
  const name = event.name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${[...name].slice(0, 60).join('')}-${event.starts_at_local.slice(0, 10)}.${format}`.replace(
    /^-/,
    '',
  );
}

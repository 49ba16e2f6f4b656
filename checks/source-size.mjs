// No source file is longer than 300 lines, no test longer than 500. Exempt are generated files and files
// that are mostly docstrings: those are read as documents.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { sourcesBelow } from './files.mjs';

const sourceLimit = 300;
const testLimit = 500;

/**
 * @param {string} path
 * @param {string} text
 * @returns {string | undefined} the complaint, if there is one
 */
export function complaintAbout(path, text) {
  const lines = text.replace(/\n$/, '').split('\n');
  const limit = /[.]test[.](ts|tsx|mjs)$/.test(path) ? testLimit : sourceLimit;
  if (lines.length <= limit || isGenerated(path, lines) || isMostlyDocstring(lines)) return undefined;
  return `${path} has ${lines.length} lines; the limit is ${limit}`;
}

function isGenerated(path, lines) {
  return /[.](generated|gen)[.]/.test(path) || lines.slice(0, 5).some((line) => /@generated\b/.test(line));
}

function isMostlyDocstring(lines) {
  let inside = false;
  let documented = 0;
  for (const line of lines) {
    if (line.trimStart().startsWith('/**')) inside = true;
    if (inside) documented += 1;
    if (line.includes('*/')) inside = false;
  }
  return documented * 2 > lines.length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sources = sourcesBelow('.');
  const complaints = sources
    .map((path) => complaintAbout(path, readFileSync(path, 'utf8')))
    .filter((complaint) => complaint !== undefined);
  for (const complaint of complaints) console.error(complaint);
  console.log(`${sources.length} source files looked at, ${complaints.length} too long`);
  if (complaints.length > 0) process.exitCode = 1;
}

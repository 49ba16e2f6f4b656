// Which sources there are, and whether a built folder is older than they are.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const passedOver = new Set(['node_modules', 'dist', 'coverage']);

/** @param {string} folder @returns {string[]} every TypeScript, JavaScript module and style sheet below it */
export function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return passedOver.has(entry.name) || entry.name.startsWith('.') ? [] : sourcesBelow(path);
    }
    return /[.](ts|tsx|mjs|css)$/.test(entry.name) ? [path] : [];
  });
}

/** @param {string} built a folder @param {string[]} sources folders and files */
export function isStale(built, sources) {
  return !existsSync(built) || newest(sources) > newest([built]);
}

function newest(paths) {
  return Math.max(0, ...paths.filter(existsSync).map(modifiedAt));
}

function modifiedAt(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return newest(readdirSync(path).map((name) => join(path, name)));
}

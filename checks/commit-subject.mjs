// The commit-msg hook: the subject is a conventional one, `type(scope): what changes`.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const types = ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test'];
const conventional = new RegExp(`^(${types.join('|')})(\\([a-z0-9-]+\\))?!?: \\S.*[^.\\s]$`);
const longest = 72;

/**
 * @param {string} message the whole commit message
 * @returns {string | undefined} the complaint, if there is one
 */
export function complaintAbout(message) {
  const subject = message.split('\n').find((line) => line !== '' && !line.startsWith('#')) ?? '';
  if (/^(Merge|Revert|fixup!|squash!) ?/.test(subject)) return undefined;
  if (!conventional.test(subject)) {
    return `"${subject}" is not "type(scope): what changes", with type one of ${types.join(', ')} and no full stop`;
  }
  if (subject.length > longest)
    return `The subject has ${subject.length} characters; the limit is ${longest}`;
  return undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const complaint = complaintAbout(readFileSync(process.argv[2] ?? '', 'utf8'));
  if (complaint !== undefined) {
    console.error(complaint);
    process.exitCode = 1;
  }
}

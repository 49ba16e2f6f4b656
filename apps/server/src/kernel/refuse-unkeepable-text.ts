import { BAD_INPUT } from './fault.contract.ts';
import { Fault } from './fault.ts';
import { fieldProblem } from './field-problem.contract.ts';
import { UNKEEPABLE_TEXT } from './text.contract.ts';

/**
 * Postgres keeps neither U+0000 nor half a surrogate pair, in text or in JSON: a text that has one is refused by
 * the field it stands in, whatever its schema says, before anything looks for it or keeps it.
 */
export function refuseUnkeepableText(value: unknown, path = ''): void {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\0')) return;
    const problem = fieldProblem(path, UNKEEPABLE_TEXT);
    const message = path === '' ? problem.message : `${path}: ${problem.message}`;
    throw new Fault(BAD_INPUT, message, { fields: [problem] });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    refuseUnkeepableText(inner, path === '' ? name : `${path}.${name}`);
}

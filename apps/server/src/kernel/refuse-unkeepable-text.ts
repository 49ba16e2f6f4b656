import { BAD_INPUT } from './fault.contract.ts';
import { Fault } from './fault.ts';

/**
 * Postgres keeps neither U+0000 nor half a surrogate pair, in text or in JSON: a text that has one is refused by
 * the field it stands in, whatever its schema says, before anything looks for it or keeps it.
 */
export function refuseUnkeepableText(value: unknown, path = ''): void {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\0')) return;
    const message = 'Give text without NUL characters and without halves of characters.';
    throw new Fault(BAD_INPUT, path === '' ? message : `${path}: ${message}`, {
      fields: [{ path, message }],
    });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    refuseUnkeepableText(inner, path === '' ? name : `${path}.${name}`);
}

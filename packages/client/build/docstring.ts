/** A docstring of one or several lines, indented; nothing when there is nothing to say. */
export function docstring(lines: readonly (string | undefined)[], indent = ''): string {
  const text = lines
    .filter((line) => line !== undefined && line !== '')
    .map((line) => withoutEnd(line as string));
  if (text.length === 0) return '';
  if (text.length === 1) return `${indent}/** ${text[0]} */\n`;
  return `${indent}/**\n${text.map((line) => `${indent} * ${line}`).join('\n')}\n${indent} */\n`;
}

/** Text from a contract must not be able to end the comment it stands in. */
function withoutEnd(line: string): string {
  return line.replaceAll('*/', '*\\/').replaceAll('\n', ' ');
}

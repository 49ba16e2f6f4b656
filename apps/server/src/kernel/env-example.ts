import { z } from 'zod';
import { Environment } from './config.ts';

const WIDTH = 100;

/** The text of `.env.example`: every variable with what it is for and what it is when it is left out. */
export function envExample(): string {
  const variables = Object.entries(Environment.shape).map(([name, schema]) => {
    const comment = wrapped(schema.description ?? '').map((line) => `# ${line}`);
    return [...comment, `#${name}=${defaultOf(schema)}`].join('\n');
  });
  return `${[HEAD, ...variables].join('\n\n')}\n`;
}

const HEAD = `# Made by "npm run env-example --workspace @foyer/server" from the schema that reads it; change that.
# Copy it, take the # from what you set, and name the copy in ENV_FILE_PATH. The environment itself wins over it.`;

function defaultOf(schema: z.ZodType): string {
  if (!(schema instanceof z.ZodDefault)) return '';
  const value: unknown = schema.def.defaultValue;
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return /[\s#<>]/.test(text) ? `"${text}"` : text;
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

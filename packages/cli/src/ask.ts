import { createInterface } from 'node:readline';
import { createInterface as createPrompt, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks on the terminal. The question goes to stderr, so that stdout stays what was asked for. */
export async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return nextLine(question);
  return answerOn(createPrompt({ input: process.stdin, output: process.stderr }), question);
}

/** The same for what nobody may read over a shoulder: what is typed is not shown. */
export async function askSecretly(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return nextLine(question);
  const nowhere = new Writable({ write: (_text, _encoding, done) => done() });
  process.stderr.write(question);
  const answer = await answerOn(createPrompt({ input: process.stdin, output: nowhere, terminal: true }), '');
  process.stderr.write('\n');
  return answer;
}

async function answerOn(lines: Interface, question: string): Promise<string | undefined> {
  const closed = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}

let piped: AsyncIterator<string> | undefined;

/** One reader for all questions: another would miss the lines that the first has already taken in. */
async function nextLine(question: string): Promise<string | undefined> {
  process.stderr.write(question);
  piped ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  process.stdin.ref?.();
  const { value, done } = await piped.next();
  // An open pipe must not keep the process alive once nothing more is asked.
  process.stdin.unref?.();
  return done ? undefined : value;
}

let input: Promise<string> | undefined;

/** All of it, once: a command that is tried again after a step-up gets the same. */
export function readStandardInput(): Promise<string> {
  input ??= readAll();
  return input;
}

async function readAll(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text;
}

import { declareProblem } from './field-problem.contract.ts';

/** What no database of ours can keep. */
export const UNKEEPABLE_TEXT = declareProblem(
  'unkeepable-text',
  'Give text without NUL characters and without halves of characters.',
);
const ONE_LINE = declareProblem('not-one-line', 'Give one line without control characters.');
const CONTROL_CHARACTERS = declareProblem(
  'control-characters',
  'Give text without control characters but line breaks and tabs.',
);

/** For `.regex(...inOneLine)`: what people read in one line, and mails carry in a header. */
export const inOneLine = [/^[^\p{Cc}\u2028\u2029]*$/u, ONE_LINE.text] as const;

/** For `.regex(...inLines)`: what people read in several lines. */
export const inLines = [/^[\P{Cc}\n\r\t]*$/u, CONTROL_CHARACTERS.text] as const;

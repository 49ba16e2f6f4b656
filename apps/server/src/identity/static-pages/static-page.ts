import type { z } from 'zod';
import type { Fault } from '../../kernel/fault.ts';
import type { Html } from '../../kernel/html.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { PageWords } from './words/en.ts';

/** Somebody at a page: their language, and what its address or its form holds. */
export type Visit = {
  readonly locale: Locale;
  readonly words: PageWords;
  /** What a new password has at least, in characters. */
  readonly leastPasswordLength: number;
  /** Where its forms post to: the same address, in the same language. */
  readonly action: string;
  /** A field, or nothing when it was left out. */
  field(name: string): string;
};

export type PageAnswer = {
  status?: number;
  title: string;
  body: Html | readonly Html[];
  retryAfterSeconds?: number;
};

/** Asks a procedure as the API would be asked, with its bounds and its refusals. */
export type Perform = <Output extends z.ZodType>(
  procedure: string,
  input: object,
  output: Output,
) => Promise<z.output<Output> | Fault>;

/** A page that works without a script: what a link in a mail leads to. */
export type StaticPage = {
  readonly path: `/${string}`;
  /** What looking shows. It gets nothing that it could change something with: scanners of mail follow every link. */
  show(visit: Visit): PageAnswer;
  /** What its form does. */
  submit(visit: Visit, perform: Perform): Promise<PageAnswer>;
};

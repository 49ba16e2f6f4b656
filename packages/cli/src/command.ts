import type { Client } from '@foyer/client';

/** What a command was given. */
export type Invocation = {
  /** What stood after the command's own words. */
  words: readonly string[];
  options: Readonly<Options>;
  flags: ReadonlySet<FlagName>;
  environment: Readonly<Record<string, string | undefined>>;
  /** A client of the server that was named, signed in if it is. Asked for only by commands that call it. */
  client: () => Promise<Client>;
  /** Answers something before the command is done, for those that go on. */
  say: (outcome: Outcome) => void;
};

/** Every option of every command; which of them a command takes stands beside it. */
export type Options = Partial<Record<OptionName, string>>;

export type OptionName =
  | 'when'
  | 'status'
  | 'limit'
  | 'after'
  | 'from'
  | 'until'
  | 'place'
  | 'seats'
  | 'registration'
  | 'reason'
  | 'subject'
  | 'text'
  | 'text-file'
  | 'to'
  | 'checked-in'
  | 'language'
  | 'at'
  | 'starts'
  | 'name'
  | 'alt'
  | 'cursor'
  | 'csv'
  | 'format'
  | 'out'
  | 'admin-url'
  | 'admin-key-file'
  | 'origins'
  | 'scopes'
  | 'days'
  | 'state'
  | 'queue'
  | 'kind'
  | 'factor'
  | 'as'
  | 'before'
  | 'api-key-file'
  | 'client-file'
  | 'url'
  | 'session'
  | 'rule'
  | 'date'
  | 'scope';

/** What is said or not, and has no value. */
export type FlagName = 'password' | 'admin' | 'all' | 'failed' | 'trial';

/** What a command answers: for programs, and for people. */
export type Outcome = { json: unknown; text: string };

export type Command = {
  /** Such as `events list`. */
  name: string;
  /** What stands after it: `<event id>`. */
  takes: string;
  summary: string;
  options?: Partial<Record<OptionName, string>>;
  flags?: Partial<Record<FlagName, string>>;
  details?: string;
  /** Undefined when everything has been said. */
  run: (invocation: Invocation) => Promise<Outcome | undefined>;
};

/** The command line itself is wrong. */
export class UsageError extends Error {}

/** The one word that a command takes. */
export function onlyWord(words: readonly string[], what: string): string {
  const [word, ...more] = words;
  if (word === undefined) throw new UsageError(`It wants ${what}.`);
  if (more.length > 0)
    throw new UsageError(`It wants ${what} and nothing more; got ${more.join(' ')} as well.`);
  return word;
}

/** Of words that are separated by commas. */
export function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

export function noWords(words: readonly string[]): void {
  if (words.length > 0) throw new UsageError(`It takes nothing more; got ${words.join(' ')}.`);
}

import { z } from 'zod';

export const FieldProblem = z
  .object({
    path: z.string().describe('Where: `address`, or `items.0.name`; empty for the input as a whole.'),
    code: z.string().describe('What is wrong, for programs: `too-long`. It never changes its meaning.'),
    params: z
      .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
      .describe('What words about it need: `{ "maximum": 120 }`. Which a code has, docs/errors.md lists.'),
    message: z.string().describe('What is right, in English.'),
  })
  .meta({ id: 'FieldProblem', description: 'What is wrong with one field of the input.' });
export type FieldProblem = z.infer<typeof FieldProblem>;

export type Shape = Record<string, z.ZodType<string | number | string[]>>;
type NoParams = Record<never, never>;

/** What can be wrong with a field. Its code and its parameters are API: they never change their meaning. */
export type ProblemKind<Params extends Shape = Shape> = {
  readonly code: string;
  /** What is right, in English; `{maximum}` stands for that parameter. */
  readonly text: string;
  readonly params: z.ZodObject<Params>;
};

const byCode = new Map<string, ProblemKind>();
const byText = new Map<string, ProblemKind<NoParams>>();

/** Known by its text too: a check of zod's carries no more of its own than a message. */
export function declareProblem<Params extends Shape = NoParams>(
  code: string,
  text: string,
  params: Params = {} as Params,
): ProblemKind<Params> {
  if (byCode.has(code) || byText.has(text))
    throw new Error(`the problem ${code}, or what it says, is declared twice`);
  const kind = { code, text, params: z.object(params) };
  byCode.set(code, kind);
  if (Object.keys(params).length === 0) byText.set(text, kind);
  return kind;
}

/** Of all that is loaded, by code. */
export function declaredProblems(): ProblemKind[] {
  return [...byCode.values()].toSorted((one, other) => (one.code < other.code ? -1 : 1));
}

/** The problem that says just this, if it is one without parameters. */
export function problemSaying(text: string): ProblemKind<NoParams> | undefined {
  return byText.get(text);
}

/** What the text of a problem is filled with; nothing where it has no holes. */
export type Filling<Params extends Shape> = keyof Params extends never
  ? []
  : [params: { [Name in keyof Params]: z.infer<Params[Name]> }];

/** A problem that a field has. */
export function fieldProblem<Params extends Shape>(
  path: string,
  { code, text }: ProblemKind<Params>,
  ...[given]: Filling<Params>
): FieldProblem {
  const params: FieldProblem['params'] = { ...given };
  const message = text.replaceAll(/\{(\w+)\}/g, (_hole, name: string) => {
    const value = params[name];
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
  return { path, code, params, message };
}

const bound = { minimum: z.number() };
const limit = { maximum: z.number() };

export const MISSING = declareProblem('missing', 'This is missing.');
export const WRONG_TYPE = declareProblem('wrong-type', 'This must be: {expected}.', { expected: z.string() });
export const NOT_WHOLE = declareProblem('not-whole', 'Give a whole number.');
export const EMPTY = declareProblem('empty', 'This must not be empty.');
export const TOO_SHORT = declareProblem('too-short', 'Give at least {minimum} characters.', bound);
export const TOO_LONG = declareProblem('too-long', 'Give at most {maximum} characters.', limit);
export const TOO_FEW = declareProblem('too-few', 'Give at least {minimum} of these.', bound);
export const TOO_MANY = declareProblem('too-many', 'Give at most {maximum} of these.', limit);
export const TOO_SMALL = declareProblem('too-small', 'Give {minimum} or more.', bound);
export const TOO_BIG = declareProblem('too-big', 'Give {maximum} or less.', limit);
export const TOO_EARLY = declareProblem('too-early', 'Give {minimum} or later.', { minimum: z.string() });
export const TOO_LATE = declareProblem('too-late', 'Give {maximum} or earlier.', { maximum: z.string() });
export const NOT_OFFERED = declareProblem('not-offered', 'Give one of: {offered}.', {
  offered: z.array(z.string()),
});
export const NOT_AN_ID = declareProblem('not-an-id', 'Give an id, a UUID.');
export const WRONG_FORMAT = declareProblem('wrong-format', 'This has not the format that it must have.');
export const UNKNOWN_FIELDS = declareProblem('unknown-fields', 'Leave out: {names}.', {
  names: z.array(z.string()),
});
export const WRONG = declareProblem('wrong', 'This does not fit here.');
export const EXACTLY_ONE = declareProblem('exactly-one', 'Give exactly one of: {fields}.', {
  fields: z.array(z.string()),
});
export const AT_LEAST_ONE = declareProblem('at-least-one', 'Give at least one of: {fields}.', {
  fields: z.array(z.string()),
});

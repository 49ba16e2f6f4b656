import { useFieldTexts } from './field-texts.ts';

type Refusal<Field extends string> = {
  /** What is wrong with a field, in words for a person. */
  at: Partial<Record<Field, string>>;
  /** The error, unless these fields say all of it: nothing is refused without a word. */
  fault: unknown;
};

/** What a call was refused for, told apart by the fields that a form shows. */
export function useRefusal<Field extends string>(error: unknown, fields: readonly Field[]): Refusal<Field> {
  const fieldTexts = useFieldTexts();
  const fieldOf = (path: string) => fields.find((field) => path === field || path.startsWith(`${field}.`));
  const texts = Object.entries(fieldTexts(error)).map(([path, text]) => [fieldOf(path), text] as const);
  const said = texts.filter(([field]) => field !== undefined);
  const isAllSaid = said.length > 0 && said.length === texts.length;
  return {
    at: Object.fromEntries(said) as Partial<Record<Field, string>>,
    fault: isAllSaid ? null : error,
  };
}

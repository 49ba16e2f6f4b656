import type { z } from 'zod';
import { isTextShared } from './share-text.ts';

/** What superjson tells beside the text: where the dates are. One date in two places is a thing of its own to it. */
type Found = { dates: string; seen: Set<Date> };
type Write = (value: unknown, path: string, found: Found) => string;

/** Writes the text that superjson writes of an answer, or undefined where superjson itself has to be asked. */
export type Encoder = (answer: unknown) => string | undefined;

const MISFIT = new Error('an answer that its schema did not announce');

/**
 * Compiles an output schema into the one walk over an answer that checks its types, leaves out what is not declared
 * and writes superjson's text. Undefined for a schema that holds more than objects, lists, dates and plain values.
 */
export function compileEncoder(schema: z.ZodType): Encoder | undefined {
  if (definitionOf(schema).type !== 'object') return undefined;
  const write = writerOf(schema);
  if (write === undefined) return undefined;
  return (answer) => {
    const found: Found = { dates: '', seen: new Set() };
    try {
      const json = write(answer, '', found);
      return found.dates === ''
        ? `{"json":${json}}`
        : `{"json":${json},"meta":{"values":{${found.dates}},"v":1}}`;
    } catch (error) {
      if (error === MISFIT) return undefined;
      throw error;
    }
  };
}

type Definition = {
  type: string;
  coerce?: boolean;
  catchall?: z.ZodType;
  checks?: { _zod: { def: { check: string } } }[];
  shape: Record<string, z.ZodType>;
  element: z.ZodType;
  innerType: z.ZodType;
  entries: Record<string, string | number>;
  values: readonly unknown[];
  options: readonly z.ZodType[];
  discriminator?: string;
};

function definitionOf(schema: z.ZodType): Definition {
  return schema._zod.def as unknown as Definition;
}

function writerOf(schema: z.ZodType): Write | undefined {
  const definition = definitionOf(schema);
  const changesValues = definition.checks?.some((check) => check._zod.def.check === 'overwrite');
  if (changesValues || definition.coerce || definition.catchall) return undefined;
  switch (definition.type) {
    case 'string':
      return writeString;
    case 'number':
      return writeNumber;
    case 'boolean':
      return writeBoolean;
    case 'date':
      return writeDate;
    case 'enum':
      return enumWriter(Object.values(definition.entries));
    case 'literal':
      return definition.values.every(isPlain) ? enumWriter(definition.values) : undefined;
    case 'nullable':
      return nullableWriter(definition.innerType);
    case 'array':
      return arrayWriter(definition.element);
    case 'object':
      return objectWriter(definition.shape);
    case 'union':
      return unionWriter(definition);
    default:
      return undefined;
  }
}

function writeString(value: unknown): string {
  if (typeof value !== 'string') throw MISFIT;
  return JSON.stringify(value);
}

function writeNumber(value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value) || Object.is(value, -0)) throw MISFIT;
  return `${value}`;
}

function writeBoolean(value: unknown): string {
  if (typeof value !== 'boolean') throw MISFIT;
  return value ? 'true' : 'false';
}

function writeDate(value: unknown, path: string, found: Found): string {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw MISFIT;
  see(value, found);
  addDates(`"${path}":["Date"]`, found);
  return `"${value.toISOString()}"`;
}

function see(date: Date, found: Found): void {
  if (found.seen.has(date)) throw MISFIT;
  found.seen.add(date);
}

function addDates(dates: string, found: Found): void {
  found.dates += found.dates === '' ? dates : `,${dates}`;
}

/** What JSON keeps as it is. */
function isPlain(value: unknown): boolean {
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isInteger(value);
}

function enumWriter(entries: readonly unknown[]): Write {
  const texts = new Map<unknown, string>(entries.map((entry) => [entry, JSON.stringify(entry)]));
  return (value) => {
    const text = texts.get(value);
    if (text === undefined) throw MISFIT;
    return text;
  };
}

function nullableWriter(inner: z.ZodType): Write | undefined {
  const write = writerOf(inner);
  return write && ((value, path, found) => (value === null ? 'null' : write(value, path, found)));
}

function arrayWriter(element: z.ZodType): Write | undefined {
  const write = writerOf(element);
  return (
    write &&
    ((value, path, found) => {
      if (!Array.isArray(value)) throw MISFIT;
      let text = '';
      for (let index = 0; index < value.length; index++)
        text += (index === 0 ? '' : ',') + write(value[index], `${path}.${index}`, found);
      return `[${text}]`;
    })
  );
}

function objectWriter(shape: Record<string, z.ZodType>): Write | undefined {
  const fields: { name: string; label: string; write: Write }[] = [];
  for (const [name, schema] of Object.entries(shape)) {
    const write = writerOf(schema);
    // superjson escapes some names and refuses others; ours are plain words.
    if (write === undefined || !/^[a-z]\w*$/i.test(name) || name in Object.prototype) return undefined;
    fields.push({ name, label: `${fields.length === 0 ? '' : ','}"${name}":`, write });
  }
  const write: Write = (value, path, found) => {
    let text = '';
    for (const { name, label, write } of fields)
      text +=
        label +
        write((value as Record<string, unknown>)[name], path === '' ? name : `${path}.${name}`, found);
    return `{${text}}`;
  };
  const writeShared = onceForAll(write);
  return (value, path, found) => {
    if (typeof value !== 'object' || value === null) throw MISFIT;
    return isTextShared(value) ? writeShared(value, path, found) : write(value, path, found);
  };
}

/** Writes a part that several answers share when the first of them is written; it has to stand in the same place in all. */
function onceForAll(write: Write): (part: object, path: string, found: Found) => string {
  const written = new WeakMap<object, { path: string; text: string; own: Found }>();
  return (part, path, found) => {
    let known = written.get(part);
    if (known?.path !== path) {
      const own: Found = { dates: '', seen: new Set() };
      // In one piece: as it was put together, its pieces would be gathered again for each answer.
      known = { path, text: Buffer.from(write(part, path, own)).toString(), own };
      written.set(part, known);
    }
    for (const date of known.own.seen) see(date, found);
    if (known.own.dates !== '') addDates(known.own.dates, found);
    return known.text;
  };
}

/** One of several objects, told apart by a field that each says for itself. */
function unionWriter({ options, discriminator }: Definition): Write | undefined {
  if (discriminator === undefined) return undefined;
  const writers = new Map<unknown, Write>();
  for (const option of options) {
    const write = writerOf(option);
    const told = definitionOf(option).shape?.[discriminator];
    if (write === undefined || told === undefined || definitionOf(told).type !== 'literal') return undefined;
    for (const value of definitionOf(told).values) writers.set(value, write);
  }
  return (value, path, found) => {
    const write = writers.get((value as Record<string, unknown> | null)?.[discriminator]);
    if (write === undefined) throw MISFIT;
    return write(value, path, found);
  };
}

import type { z } from 'zod';
import { describeField, endOfPipe, mayBeMissing, nameOf, type Side } from './describe-schema.ts';
import { docstring } from './docstring.ts';

type Schema = z.core.$ZodType;

type Name = { id: string; description?: string };

/** Which side of which place is being printed; the place is for complaints. */
type At = { side: Side; where: string };

/** An anonymous object of more fields than this wants a name in its contract. */
const MOST_INLINE_FIELDS = 3;

/** Something in a contract that has no faithful type in the SDK. Its message says where. */
export class Unprintable extends Error {}

/** The named types met so far, as they will be written. */
export type NamedTypes = Map<string, string>;

export function createTypePrinter(named: NamedTypes) {
  const beingWritten = new Set<string>();
  return { print };

  /** The type of one schema as an expression; named types are written down on the way. */
  function print(schema: Schema, at: At): string {
    const name = nameOf(schema);
    return name ? printNamed(name, schema, at) : printDefinition(schema, at);
  }

  function printNamed({ id, description }: Name, schema: Schema, at: At): string {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(id)) throw new Unprintable(`${at.where}: ${id} is no name for a type`);
    // A type that speaks of itself is met again while it is being written.
    if (beingWritten.has(id)) return id;
    beingWritten.add(id);
    const text = docstring([description]) + declare(id, schema, { ...at, where: id });
    beingWritten.delete(id);
    const known = named.get(id);
    if (known === undefined) named.set(id, text);
    else if (known !== text)
      throw new Unprintable(`${at.where}: ${id} is two different types; give one of them another id`);
    return id;
  }

  function declare(id: string, schema: Schema, at: At): string {
    const definition = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
    if (definition.type !== 'object') return `export type ${id} = ${printDefinition(schema, at)};\n`;
    if (Object.keys(definition.shape).length === 0) return `export type ${id} = Record<string, never>;\n`;
    return `export interface ${id} {\n${printFields(schema, at)}}\n`;
  }

  function printFields(schema: Schema, at: At): string {
    const { shape } = schema._zod.def as z.core.$ZodObjectDef;
    return Object.entries(shape)
      .map(([name, field]) => {
        const optional = mayBeMissing(field, at.side);
        const doc = docstring(
          [describeField(field), at.side === 'input' ? defaultOf(field, at.where) : undefined],
          '  ',
        );
        const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
        const type = print(field, { ...at, where: `${at.where}.${name}` }).replace(/( \| undefined)+$/, '');
        // Callers under exactOptionalPropertyTypes may hand on an undefined; answers never carry one.
        const undefinedToo = optional && at.side === 'input' ? ' | undefined' : '';
        return `${doc}  ${key}${optional ? '?' : ''}: ${type}${undefinedToo};\n`;
      })
      .join('');
  }

  function printDefinition(schema: Schema, at: At): string {
    const definition = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
    const inner = (wrapped: Schema) => print(wrapped, at);
    switch (definition.type) {
      case 'string':
      case 'template_literal':
        return 'string';
      case 'number':
        return 'number';
      case 'boolean':
        return 'boolean';
      case 'bigint':
        return 'bigint';
      case 'date':
        return 'Date';
      case 'null':
        return 'null';
      case 'enum':
        return union(Object.values(definition.entries).map(literal));
      case 'literal':
        return union(definition.values.map((value) => literal(value)));
      case 'nullable':
        return union([inner(definition.innerType), 'null']);
      case 'optional':
        return union([inner(definition.innerType), 'undefined']);
      case 'default':
      case 'prefault':
      case 'catch':
      case 'nonoptional':
      case 'readonly':
        return inner(definition.innerType);
      case 'array':
        return arrayOf(inner(definition.element));
      case 'union':
        return union(definition.options.map(inner));
      case 'record':
        return `Record<${inner(definition.keyType)}, ${inner(definition.valueType)}>`;
      case 'pipe':
        return printPipe(definition, at);
      case 'object':
        return printInline(schema, at);
      default:
        throw new Unprintable(`${at.where}: a ${definition.type} has no type in the SDK`);
    }
  }

  function printPipe(definition: z.core.$ZodPipeDef, at: At): string {
    const end = endOfPipe(definition, at.side);
    if (end._zod.def.type === 'transform')
      throw new Unprintable(`${at.where}: the answer is made by code; end it with .pipe(schema)`);
    return print(end, at);
  }

  function printInline(schema: Schema, at: At): string {
    const count = Object.keys((schema._zod.def as z.core.$ZodObjectDef).shape).length;
    if (count > MOST_INLINE_FIELDS)
      throw new Unprintable(`${at.where}: an object of ${count} fields wants a name: .meta({ id: '…' })`);
    const fields = printFields(schema, at).replace(/^ {2}/gm, '    ');
    return count === 0 ? 'Record<string, never>' : `{\n${fields}  }`;
  }
}

function union(members: string[]): string {
  return [...new Set(members)].join(' | ');
}

function arrayOf(element: string): string {
  return element.includes(' | ') ? `(${element})[]` : `${element}[]`;
}

function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (typeof value === 'bigint') return `${value}n`;
  return String(value);
}

/** `Default: 20.`, found under whatever wraps it. */
function defaultOf(schema: Schema, where: string): string | undefined {
  const definition = schema._zod.def as { type: string; defaultValue?: unknown; innerType?: Schema };
  if (definition.type !== 'default' && definition.type !== 'prefault')
    return definition.innerType && defaultOf(definition.innerType, where);
  const value = definition.defaultValue;
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    throw new Unprintable(
      `${where}: a default that is an object has no docstring; describe its fields instead`,
    );
  return `Default: ${typeof value === 'string' ? `\`${literal(value)}\`` : JSON.stringify(value)}.`;
}

import { z } from 'zod';

/** Which side of the wire a type is read from: what a caller may send, or what a caller is answered. */
export type Side = 'input' | 'output';

type Metadata = { id?: string; description?: string };

/**
 * What a contract says of a schema. `.describe()` on a schema that has an id makes a copy without it; the copy
 * is the same type, so the id is found on what it was copied from.
 */
export function describeSchema(schema: z.core.$ZodType): Metadata {
  const own = (z.globalRegistry.get(schema) ?? {}) as Metadata;
  if (own.id !== undefined) return own;
  const parent = schema._zod.parent;
  if (parent === undefined || parent._zod.def !== schema._zod.def) return own;
  return { ...own, id: describeSchema(parent).id };
}

/** The description of a field: its own, or that of what it wraps, unless that is a named type with its own doc. */
export function describeField(schema: z.core.$ZodType): string | undefined {
  const { id, description } = describeSchema(schema);
  if (id !== undefined && isOwnDescription(schema)) return undefined;
  if (description !== undefined) return description;
  const inner = (schema._zod.def as { innerType?: z.core.$ZodType }).innerType;
  return inner === undefined ? undefined : describeField(inner);
}

function isOwnDescription(schema: z.core.$ZodType): boolean {
  return (z.globalRegistry.get(schema) as Metadata | undefined)?.id !== undefined;
}

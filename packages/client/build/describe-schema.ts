import { z } from 'zod';

/** Which side of the wire a type is read from: what a caller may send, or what a caller is answered. */
export type Side = 'input' | 'output';

type Schema = z.core.$ZodType;
type Metadata = { id?: string; description?: string };

/**
 * The name of a type, and what its contract says of it. `.describe()` on a named schema makes a copy without the
 * name; the copy is the same type, so the name is found on what it was copied from.
 */
export function nameOf(schema: Schema): (Required<Pick<Metadata, 'id'>> & Metadata) | undefined {
  const { id, description } = metadataOf(schema);
  if (id !== undefined) return { id, description };
  const { parent, def } = schema._zod;
  return parent?._zod.def === def ? nameOf(parent) : undefined;
}

/** What a contract says of a field: its own words, or those of what it wraps, unless they are a named type's. */
export function describeField(schema: Schema): string | undefined {
  const { id, description } = metadataOf(schema);
  if (id !== undefined) return undefined;
  if (description !== undefined) return description;
  const inner = (schema._zod.def as { innerType?: Schema }).innerType;
  return inner && describeField(inner);
}

/** Whether a field may be missing, on this side of the wire. */
export function mayBeMissing(schema: Schema, side: Side): boolean {
  const definition = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  switch (definition.type) {
    case 'optional':
      return true;
    case 'default':
    case 'prefault':
      return side === 'input';
    case 'nullable':
    case 'readonly':
      return mayBeMissing(definition.innerType, side);
    case 'union':
      return definition.options.some((option) => mayBeMissing(option, side));
    case 'pipe':
      return mayBeMissing(endOfPipe(definition, side), side);
    default:
      return false;
  }
}

/**
 * A pipe is sent as what its first step takes, and answered as what its last step gives. A first step of code
 * (`preprocess`) does not tell what it takes; what comes after it does.
 */
export function endOfPipe(definition: z.core.$ZodPipeDef, side: Side): Schema {
  return side === 'output' || definition.in._zod.def.type === 'transform' ? definition.out : definition.in;
}

function metadataOf(schema: Schema): Metadata {
  return (z.globalRegistry.get(schema) ?? {}) as Metadata;
}

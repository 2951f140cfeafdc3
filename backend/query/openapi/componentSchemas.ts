import * as api from '@lens/core/api';
import { z } from 'zod';

const prefix = '#/components/schemas/';

/**
 * Every schema of `core/api` that has an id, as JSON Schema by that id. Zod writes them rather than the OpenAPI
 * generator, which follows recursive schemas without end unless they are named by its own copies.
 */
export function componentSchemas(): Record<string, Record<string, unknown>> {
  const named = z.registry<{ id: string }>();
  for (const schema of Object.values(api)) {
    if (!(schema instanceof z.ZodType)) continue;
    const id = schema.meta()?.id;
    if (id !== undefined) named.add(schema, { id });
  }
  // As input: an answer with a field that a later version adds is still valid. Any JSON value is what has no keywords.
  const { schemas } = z.toJSONSchema(named, { uri: (id) => prefix + id, io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema)]));
}

/** OpenAPI 3.1 gives the dialect for the whole document, and a component's place is its id. */
function withoutIdentity(schema: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !['$id', '$schema', 'id'].includes(key)));
}

/** A reference to a named schema of `core/api`. */
export function schemaReference(schema: z.ZodType): { $ref: string } {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error('Only schemas with an id are components of the OpenAPI document.');
  return { $ref: prefix + id };
}

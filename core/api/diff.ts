import * as z from 'zod';
import type { ArrayItem, Change, Delta, DiffResult, ObjectEntry, TextSpan } from '../diff';
import type { Json } from '../json';
import { unchecked } from './unchecked';

/** The shapes of `core/diff/types.ts` as schemas, for readers of the API in other languages. */

/** Anything that was read from JSON text is one: there is nothing to look for inside. */
export const jsonSchema = unchecked<Json>().meta({ id: 'Json', description: 'Any JSON value.' });

const position = z.number().int().nonnegative();
const by = z.array(z.string()).exactOptional().describe('Policies that made the change, in the order of the chain.');

export const textSpanSchema: z.ZodType<TextSpan> = z
  .discriminatedUnion('op', [
    z.object({ op: z.literal('keep'), length: position }),
    z.object({ op: z.literal('remove'), text: z.string(), by: z.string().exactOptional() }),
    z.object({ op: z.literal('add'), text: z.string(), by: z.string().exactOptional() }),
  ])
  .meta({ id: 'TextSpan', description: 'One run of an edited string; kept characters are counted in UTF-16 units.' });

export const deltaSchema: z.ZodType<Delta> = z
  .lazy(() =>
    z.union([
      z.object({ kind: z.literal('same') }),
      z.object({ kind: z.literal('replace'), left: jsonSchema, right: jsonSchema, by }),
      z.object({ kind: z.literal('text'), spans: z.array(textSpanSchema), by }),
      z.object({ kind: z.literal('embedded'), left: z.string(), right: z.string(), delta: deltaSchema }),
      z.object({ kind: z.literal('object'), entries: z.array(objectEntrySchema) }),
      z.object({ kind: z.literal('array'), items: z.array(arrayItemSchema) }),
    ]),
  )
  .meta({ id: 'Delta', description: 'What turns the left value into the right one, as a tree that mirrors both.' });

export const objectEntrySchema: z.ZodType<ObjectEntry> = z
  .lazy(() =>
    z.union([
      z.object({ kind: z.literal('add'), key: z.string(), value: jsonSchema, by }),
      z.object({ kind: z.literal('remove'), key: z.string(), value: jsonSchema, by }),
      z.object({ kind: z.literal('change'), key: z.string(), delta: deltaSchema }),
    ]),
  )
  .meta({ id: 'ObjectEntry' });

export const arrayItemSchema: z.ZodType<ArrayItem> = z
  .lazy(() =>
    z.union([
      z.object({ kind: z.literal('keep'), left: position, right: position, count: position }),
      z.object({ kind: z.literal('change'), left: position, right: position, delta: deltaSchema }),
      z.object({ kind: z.literal('add'), right: position, value: jsonSchema, by }),
      z.object({ kind: z.literal('remove'), left: position, value: jsonSchema, by }),
      z.object({ kind: z.literal('move'), left: position, right: position, delta: deltaSchema, by }),
      z.object({ kind: z.literal('gone'), left: position, right: position }),
    ]),
  )
  .meta({ id: 'ArrayItem' });

const path = z.array(z.union([z.string(), z.number()]));

export const changeSchema: z.ZodType<Change> = z
  .object({
    kind: z.enum(['add', 'remove', 'replace', 'text', 'move']),
    path: z.string().describe('Such as messages[0].content, of the final form; of the original one for a removal.'),
    leftPath: path.exactOptional(),
    rightPath: path.exactOptional(),
    left: jsonSchema.exactOptional(),
    right: jsonSchema.exactOptional(),
    spans: z.array(textSpanSchema).exactOptional(),
    by,
  })
  .meta({ id: 'Change', description: 'One change as a reader counts it.' });

export const degradedSchema = z
  .array(z.object({ path: z.string(), reason: z.enum(['budget', 'depth', 'size']) }))
  .describe('Where the comparison was coarser than it can be, and why.');

export const attributionSchema = z
  .literal('coarse')
  .exactOptional()
  .describe('There were too many changes to find the policy of each; some name every policy of the chain.');

export const diffResultSchema = z
  .object({
    added: z.array(changeSchema),
    removed: z.array(changeSchema),
    modified: z.array(changeSchema),
    moved: z.array(changeSchema),
    unchanged: position.describe('Leaves that are equal on both sides.'),
    summary: z.string().describe('One line without any value of the bodies.'),
    degraded: degradedSchema,
    attribution: attributionSchema,
    delta: deltaSchema,
  })
  .meta({ id: 'DiffResult' }) satisfies z.ZodType<DiffResult>;

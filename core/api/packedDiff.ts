import { z } from 'zod';
import type { DiffResult, PackedDelta, PackedEntry, PackedItem, PackedSpan } from '../diff';
import { attributionSchema, degradedSchema, jsonSchema } from './diff';

/** The shapes of `core/diff/pack/types.ts` as schemas. */

const position = z.number().int().nonnegative();
const by = z.array(z.string()).exactOptional().describe('Policies that made the change, in the order of the chain.');
const byOne = z.string().exactOptional();

export const packedSpanSchema: z.ZodType<PackedSpan> = z
  .union([position, z.object({ cut: position, by: byOne }), z.object({ add: z.string(), by: byOne })])
  .meta({
    id: 'PackedSpan',
    description: 'Characters kept, characters cut (both counted in UTF-16 units), text added.',
  });

export const packedDeltaSchema: z.ZodType<PackedDelta> = z
  .lazy(() =>
    z.union([
      z.object({ kind: z.literal('same') }),
      z.object({ kind: z.literal('replace'), right: jsonSchema, by }),
      z.object({ kind: z.literal('text'), spans: z.array(packedSpanSchema), by }),
      z.object({ kind: z.literal('embedded'), right: z.string().exactOptional(), delta: packedDeltaSchema }),
      z.object({ kind: z.literal('object'), entries: z.array(packedEntrySchema) }),
      z.object({ kind: z.literal('array'), items: z.array(packedItemSchema) }),
    ]),
  )
  .meta({ id: 'PackedDelta', description: 'A Delta without what the left side holds anyway.' });

export const packedEntrySchema: z.ZodType<PackedEntry> = z
  .lazy(() =>
    z.union([
      z.object({ kind: z.literal('add'), key: z.string(), value: jsonSchema, by }),
      z.object({ kind: z.literal('remove'), key: z.string(), by }),
      z.object({ kind: z.literal('change'), key: z.string(), delta: packedDeltaSchema }),
    ]),
  )
  .meta({ id: 'PackedEntry' });

export const packedItemSchema: z.ZodType<PackedItem> = z
  .lazy(() =>
    z.union([
      z.object({ kind: z.literal('keep'), left: position, right: position, count: position }),
      z.object({ kind: z.literal('change'), left: position, right: position, delta: packedDeltaSchema }),
      z.object({ kind: z.literal('add'), right: position, value: jsonSchema, by }),
      z.object({ kind: z.literal('remove'), left: position, by }),
      z.object({ kind: z.literal('move'), left: position, right: position, delta: packedDeltaSchema, by }),
      z.object({ kind: z.literal('gone'), left: position, right: position }),
    ]),
  )
  .meta({ id: 'PackedItem' });

/** A diff without its lists of changes, which follow from the delta. */
export interface PackedDiff extends Pick<DiffResult, 'unchanged' | 'summary' | 'degraded' | 'attribution'> {
  delta: PackedDelta;
}

export const packedDiffSchema: z.ZodType<PackedDiff> = z
  .object({
    delta: packedDeltaSchema,
    unchanged: position,
    summary: z.string(),
    degraded: degradedSchema,
    attribution: attributionSchema,
  })
  .meta({ id: 'PackedDiff', description: 'A Diff without its lists of changes, which follow from the delta.' });

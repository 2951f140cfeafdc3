import * as z from 'zod';
import type { PackedDelta, PackedEntry, PackedItem, PackedSpan } from '../diff';
import { attributionSchema, degradedSchema, jsonSchema } from './diff';

/** The shapes of `core/diff/pack/types.ts` as schemas. */

const position = z.number().int().nonnegative();
const by = z.array(z.string()).exactOptional().describe('Policies that made the change, in the order of the chain.');
const is = <Sign extends string>(sign: Sign) => z.literal(sign);

export const packedSpanSchema: z.ZodType<PackedSpan> = z
  .union([z.number().int(), z.string(), z.tuple([z.union([z.number().int(), z.string()]), z.string()])])
  .meta({
    id: 'PackedSpan',
    description:
      'A run of a text: characters kept, characters cut as a negative number (both counted in UTF-16 units), text ' +
      'added; the last two in a list with the policy that did it, where it is known.',
  });

export const packedDeltaSchema: z.ZodType<PackedDelta> = z
  .lazy(() =>
    z.union([
      z.null(),
      z.tuple([is('='), jsonSchema, by]),
      z.tuple([is('~'), z.array(packedSpanSchema), by]),
      z.tuple([is('"'), packedDeltaSchema, z.string().exactOptional()]),
      z.tuple([is('{'), z.array(packedEntrySchema)]),
      z.tuple([is('['), z.array(packedItemSchema)]),
    ]),
  )
  .meta({
    id: 'PackedDelta',
    description:
      'A Delta without what the left side holds anyway, as a list that starts with its kind: null same, = replace ' +
      '(the new value), ~ text (its runs), " embedded (the delta of the JSON in the text, and the new text where it is ' +
      'not the compact form of the new value), { object, [ array.',
  });

export const packedEntrySchema: z.ZodType<PackedEntry> = z
  .lazy(() =>
    z.union([
      z.tuple([is('+'), z.string(), jsonSchema, by]),
      z.tuple([is('-'), z.string(), by]),
      z.tuple([is('~'), z.string(), packedDeltaSchema]),
    ]),
  )
  .meta({ id: 'PackedEntry', description: 'A key that was + added, - removed or ~ changed.' });

export const packedItemSchema: z.ZodType<PackedItem> = z
  .lazy(() =>
    z.union([
      z.tuple([is('='), position, position, position]),
      z.tuple([is('~'), position, position, packedDeltaSchema]),
      z.tuple([is('+'), position, jsonSchema, by]),
      z.tuple([is('-'), position, by]),
      z.tuple([is('>'), position, position, packedDeltaSchema, by]),
      z.tuple([is('.'), position, position]),
    ]),
  )
  .meta({
    id: 'PackedItem',
    description:
      'Elements of an array: = kept (left, right, count), ~ changed (left, right), + added (right), - removed (left), ' +
      '> moved (left, right), . where a moved one stood (left, right).',
  });

export const packedDiffSchema = z
  .object({
    delta: packedDeltaSchema,
    unchanged: position,
    summary: z.string(),
    degraded: degradedSchema,
    attribution: attributionSchema,
  })
  .meta({ id: 'PackedDiff', description: 'A Diff without its lists of changes, which follow from the delta.' });

/** A diff without its lists of changes, which follow from the delta. */
export type PackedDiff = z.infer<typeof packedDiffSchema>;

import { z } from 'zod';
import type { Json } from '../json';
import { callSchema } from './calls';
import { headersSchema, policyEventSchema, type CallView, type SideView } from './detail';
import { jsonSchema } from './diff';
import { packedDiffSchema, type PackedDiff } from './packedDiff';
import { chunkTimesSchema, spanSchema } from './spans';

type SideFacts = Pick<SideView, 'rawKind' | 'originalBytes' | 'finalBytes' | 'masked'>;

/** A `SideView` with each body once: what is left out follows from the rest, as its comments say. */
export interface PackedSide extends SideFacts {
  /** Left out: what `originalRaw` holds as JSON. */
  original?: Json;
  /** Left out: `original` with the delta applied. */
  final?: Json;
  diff: PackedDiff | null;
  /** Left out: `original` written by `JSON.stringify`. */
  originalRaw?: string | null;
  /** Left out: `originalRaw` where the delta is `same`, else `final` written by `JSON.stringify`. */
  finalRaw?: string | null;
}

/** `GET /api/v1/calls/{id}/view` and the data of a call's page; `unpackCallView` makes the `CallView` of it. */
export interface PackedCallView extends Omit<CallView, 'request' | 'response'> {
  request: PackedSide;
  response: PackedSide;
}

export const packedSideSchema: z.ZodType<PackedSide> = z
  .object({
    original: jsonSchema.nullable().exactOptional().describe('Left out: what originalRaw holds as JSON.'),
    final: jsonSchema.nullable().exactOptional().describe('Left out: original with the delta applied.'),
    diff: packedDiffSchema.nullable(),
    originalRaw: z
      .string()
      .nullable()
      .exactOptional()
      .describe('The exact text; null when masked or binary. Left out: original as JSON without spacing.'),
    finalRaw: z
      .string()
      .nullable()
      .exactOptional()
      .describe('Left out: originalRaw where the delta is "same", else final as JSON without spacing.'),
    rawKind: z.enum(['json', 'sse', 'text', 'binary']).nullable(),
    originalBytes: z.number().int(),
    finalBytes: z.number().int(),
    masked: z.boolean().describe('Something in original is masked for this reader.'),
  })
  .meta({
    id: 'PackedSide',
    description: 'One direction of a call, each body once: what is left out follows from the rest.',
  });

export const packedCallViewSchema: z.ZodType<PackedCallView> = z
  .object({
    call: callSchema,
    requestHeaders: headersSchema,
    responseHeaders: headersSchema,
    request: packedSideSchema,
    response: packedSideSchema,
    events: z.array(policyEventSchema),
    spans: z.array(spanSchema),
    upstreamChunks: chunkTimesSchema.nullable(),
    clientChunks: chunkTimesSchema.nullable(),
    traceUrl: z.string().nullable(),
    logsUrl: z.string().nullable(),
    revealed: z.boolean().describe('The reader sees what was redacted.'),
  })
  .meta({ id: 'CallView' });

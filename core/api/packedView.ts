import * as z from 'zod';
import type { PackedDelta } from '../diff';
import { callSchema } from './calls';
import { costItemsSchema } from './cost';
import { headersSchema, policyEventSchema, samplingSchema, type SideView } from './detail';
import { jsonSchema } from './diff';
import { packedDiffSchema } from './packedDiff';
import { scoreSchema } from './scores';
import { chunkTimesSchema, spanSchema, traceInfoSchema } from './spans';
import { unchecked } from './unchecked';

export const packedSideSchema = z
  .object({
    original: jsonSchema.nullable().exactOptional().describe('Left out: what originalRaw holds as JSON.'),
    final: jsonSchema.nullable().exactOptional().describe('Left out: original with the delta applied.'),
    diff: packedDiffSchema.nullable(),
    originalRaw: z
      .string()
      .nullable()
      .exactOptional()
      .describe(
        'The exact text, but for ids that need `reveal`; null when masked or binary. Left out: original as JSON without spacing.',
      ),
    finalRaw: z
      .string()
      .nullable()
      .exactOptional()
      .describe('Left out: originalRaw where the delta is "same", else final as JSON without spacing.'),
    rawKind: z.enum(['json', 'sse', 'text', 'binary']).nullable(),
    originalBytes: z.number().int().nullable().describe('Null where it would tell the length of what is masked.'),
    finalBytes: z.number().int(),
    masked: z.boolean().describe('Something in original is masked for this reader.'),
  })
  .meta({
    id: 'PackedSide',
    description: 'One direction of a call, each body once: what is left out follows from the rest.',
  });

/** `GET /api/v1/calls/{id}/view` and the data of a call's page; `unpackCallView` makes the `CallView` of it. */
export const packedCallViewSchema = z
  .object({
    call: callSchema,
    requestHeaders: headersSchema,
    responseHeaders: headersSchema,
    sampling: samplingSchema.nullable(),
    costItems: costItemsSchema,
    scores: z.array(scoreSchema),
    request: packedSideSchema,
    response: packedSideSchema,
    events: z.array(policyEventSchema),
    trace: traceInfoSchema,
    spans: z.array(spanSchema),
    upstreamChunks: chunkTimesSchema.nullable(),
    clientChunks: chunkTimesSchema.nullable(),
    traceUrl: z.string().nullable().describe('The trace in Grafana; null without one.'),
    logsUrl: z.string().nullable().describe('The logs in Grafana; null without one.'),
    revealed: z.boolean().describe('The reader sees what was redacted.'),
  })
  .meta({ id: 'CallView' });

const sideEnvelope = packedSideSchema.extend({
  diff: packedDiffSchema.extend({ delta: unchecked<PackedDelta>() }).nullable(),
});

/** The same for a reader in a hurry: the tens of thousands of parts of a large delta are left to who unpacks it. */
export const packedCallViewEnvelopeSchema = packedCallViewSchema.extend({
  request: sideEnvelope,
  response: sideEnvelope,
});

/** A `SideView` with each body once. */
export type PackedSide = z.infer<typeof packedSideSchema>;
export type PackedCallView = z.infer<typeof packedCallViewSchema>;

/** Everything a call's page shows; the page is rendered from this on the server and hydrated with it in the browser. */
export interface CallView extends Omit<PackedCallView, 'request' | 'response'> {
  request: SideView;
  response: SideView;
}

import { z } from 'zod';
import type { DiffResult } from '../diff';
import type { Json } from '../json';
import type { ChunkTimes, Span } from '../waterfall';
import { callSchema, type Call } from './calls';
import { diffResultSchema, jsonSchema } from './diff';
import { chunkTimesSchema, spanSchema } from './spans';

/** What a policy said about a call. */
export const policyEventSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    policy: z.string(),
    summary: z.string(),
    severity: z.enum(['debug', 'info', 'warning', 'error']),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    phase: z.enum(['request', 'response']),
    /** Milliseconds since the call began. */
    at: z.number().describe('Milliseconds since the call began.'),
  })
  .meta({ id: 'PolicyEvent' });

export const eventsSchema = z
  .object({ callId: z.uuid(), events: z.array(policyEventSchema) })
  .meta({ id: 'PolicyEvents' });

export const headersSchema = z.record(z.string(), z.string()).describe('Allow-listed headers; never a credential.');

/** `GET /api/v1/calls/{id}`: the call, the timings of its stream and its spans; bodies come with the diff. */
export const callDetailSchema = z
  .object({
    call: callSchema,
    requestHeaders: headersSchema,
    responseHeaders: headersSchema,
    spans: z.array(spanSchema),
    upstreamChunks: chunkTimesSchema.nullable(),
    clientChunks: chunkTimesSchema.nullable(),
  })
  .meta({ id: 'CallDetail' });

export type PolicyEventView = z.infer<typeof policyEventSchema>;
export type CallDetail = z.infer<typeof callDetailSchema>;

/**
 * One direction of a call as a reader may see it. `original` and `final` are parsed bodies (a stream's is the
 * reconstructed response); without the `reveal` scope what a policy redacted is masked in `original` and in `diff`.
 */
export interface SideView {
  /** Null when this direction does not exist, for example the response of an aborted call. */
  original: Json | null;
  final: Json | null;
  diff: DiffResult | null;
  /** The exact bytes as text; null when the reader may not see them (masked) or they are binary. */
  originalRaw: string | null;
  finalRaw: string | null;
  rawKind: 'json' | 'sse' | 'text' | 'binary' | null;
  originalBytes: number;
  finalBytes: number;
  /** Something in `original` is masked for this reader. */
  masked: boolean;
}

/** `GET /api/v1/calls/{id}/diff` */
export interface CallDiff {
  callId: string;
  request: SideView;
  response: SideView;
}

/** Everything a call's page shows; the page is rendered from this on the server and hydrated with it in the browser. */
export interface CallView {
  call: Call;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
  request: SideView;
  response: SideView;
  events: PolicyEventView[];
  spans: Span[];
  upstreamChunks: ChunkTimes | null;
  clientChunks: ChunkTimes | null;
  /** Set when a Grafana is configured. */
  traceUrl: string | null;
  logsUrl: string | null;
  /** The reader sees what was redacted. */
  revealed: boolean;
}

export const sideViewSchema: z.ZodType<SideView> = z
  .object({
    original: jsonSchema.nullable(),
    final: jsonSchema.nullable(),
    diff: diffResultSchema.nullable(),
    originalRaw: z.string().nullable().describe('The exact text; null when masked for this reader, or binary.'),
    finalRaw: z.string().nullable(),
    rawKind: z.enum(['json', 'sse', 'text', 'binary']).nullable(),
    originalBytes: z.number().int(),
    finalBytes: z.number().int(),
    masked: z.boolean().describe('Something in original is masked for this reader.'),
  })
  .meta({ id: 'SideView', description: 'One direction of a call before and after the policies.' });

export const callDiffSchema: z.ZodType<CallDiff> = z
  .object({ callId: z.uuid(), request: sideViewSchema, response: sideViewSchema })
  .meta({ id: 'CallDiff' });

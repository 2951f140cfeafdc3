import { bytes, integer } from './kinds';
import { setting } from './setting';

const MIB = 1024 * 1024;

export const ingest = {
  body_bytes: setting(bytes(), {
    variable: 'LENS_INGEST_BODY_BYTES',
    default: 16 * MIB,
    words: 'One request of ingestion, as sent and after decompression, which stops there. 413 `body_too_large`',
  }),
  batch_calls: setting(integer(), {
    variable: 'LENS_INGEST_BATCH_CALLS',
    default: 1000,
    words: 'Calls in one request. 413 `body_too_large`; of spans those beyond are rejected, and their sender told so',
  }),
  batch_spans: setting(integer(), {
    variable: 'LENS_INGEST_BATCH_SPANS',
    default: 10_000,
    words: 'Spans in one request that are no calls. Those beyond are rejected, and their sender told so',
  }),
  span_bytes: setting(bytes(), {
    variable: 'LENS_INGEST_SPAN_BYTES',
    default: 16 * 1024,
    words: 'What is kept of what such a span says, its attributes first. What is beyond is left out, with a mark',
  }),
  trace_spans: setting(integer(), {
    variable: 'LENS_INGEST_TRACE_SPANS',
    default: 1000,
    words: 'Such spans of one trace that are kept. What comes beyond is counted',
  }),
  callless_hours: setting(integer({ most: 24 * 400 }), {
    variable: 'LENS_INGEST_CALLLESS_HOURS',
    default: 24,
    words:
      'How long spans wait for a call of their trace to come on record. Those of traces without any are dropped then',
  }),
  concurrent: setting(integer(), {
    variable: 'LENS_INGEST_CONCURRENT',
    default: 8,
    words: 'Requests of ingestion at a time, whose bodies are in memory. 429 `ingestion_busy` with `retry-after`',
  }),
};

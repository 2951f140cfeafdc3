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
  concurrent: setting(integer(), {
    variable: 'LENS_INGEST_CONCURRENT',
    default: 8,
    words: 'Requests of ingestion at a time, whose bodies are in memory. 429 `ingestion_busy` with `retry-after`',
  }),
};

import type { Json } from '@lens/core/json';

/** How the exact bytes of a body are to be read. */
export type BodyKind = 'json' | 'sse' | 'text' | 'binary';

/** A body in the form it is compared and shown in, beside its exact bytes. */
export interface Body {
  raw: Uint8Array;
  json: Json;
  kind: BodyKind;
}

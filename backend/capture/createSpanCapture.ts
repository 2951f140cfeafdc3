import type { SpanBatch } from '../call';
import { encodeSpans } from './frames/encodeFrame';
import { recordTypes } from './spool/record';
import type { Spool } from './spool/types';

/** Puts spans around calls on record, each batch whole or not at all; false where the spool has no room. */
export function createSpanCapture(spool: Pick<Spool, 'append'>): (batch: SpanBatch) => Promise<boolean> {
  return async (batch) => spool.append(recordTypes.spans, encodeSpans(batch));
}

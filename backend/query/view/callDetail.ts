import type { CallDetail } from '@lens/core/api';
import { unpackChunkTimes, type ChunkTimes, type Span } from '@lens/core/waterfall';
import type { StoredCall } from '../../store';
import { toCall } from '../toCall';

export function callDetail(call: StoredCall, spans: Span[]): CallDetail {
  return {
    call: toCall(call),
    requestHeaders: call.requestHeaders,
    responseHeaders: call.responseHeaders,
    spans,
    upstreamChunks: chunks(call.upstreamChunks),
    clientChunks: chunks(call.clientChunks),
  };
}

function chunks(packed: Uint8Array | null): ChunkTimes | null {
  return packed && unpackChunkTimes(packed);
}

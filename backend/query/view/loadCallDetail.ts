import type { CallDetail } from '@lens/core/api';
import { unpackChunkTimes, type ChunkTimes, type Span } from '@lens/core/waterfall';
import { findCall, type StoredCall } from '../../store';
import type { ViewDeps } from '../deps';
import { toCall } from '../toCall';

type DetailDeps = Pick<ViewDeps, 'pool' | 'traces' | 'log'>;

/** `GET /api/v1/calls/{id}`; null for an unknown call. */
export async function loadCallDetail(deps: DetailDeps, callId: string): Promise<CallDetail | null> {
  const call = await findCall(deps.pool, callId);
  return call && callDetail(deps, call);
}

export async function callDetail(deps: Pick<ViewDeps, 'traces' | 'log'>, call: StoredCall): Promise<CallDetail> {
  return {
    call: toCall(call),
    requestHeaders: call.requestHeaders,
    responseHeaders: call.responseHeaders,
    spans: await spansOf(deps, call),
    upstreamChunks: chunks(call.upstreamChunks),
    clientChunks: chunks(call.clientChunks),
  };
}

/** A tracing backend that is away takes its waterfall with it, not the page. */
async function spansOf({ traces, log }: Pick<ViewDeps, 'traces' | 'log'>, call: StoredCall): Promise<Span[]> {
  try {
    return await traces.spans(call);
  } catch (error) {
    log.warn(`The spans of call ${call.callId} could not be read: ${String(error)}`);
    return [];
  }
}

function chunks(packed: Uint8Array | null): ChunkTimes | null {
  return packed && unpackChunkTimes(packed);
}

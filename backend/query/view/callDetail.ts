import { samplingSchema, type CallDetail } from '@lens/core/api';
import { unpackChunkTimes, type ChunkTimes } from '@lens/core/waterfall';
import type { StoredCall, StoredScore } from '../../store';
import type { Trace } from '../../traces';
import { toCall } from '../toCall';
import { toScore } from './toScore';
import { disclosedSpans } from './disclosedSpans';

/** What is read of a call beside its row. */
export interface BesideCall {
  trace: Trace;
  scores: readonly StoredScore[];
}

export function callDetail(call: StoredCall, { trace, scores }: BesideCall, revealed: boolean): CallDetail {
  const [upstream, client] = [chunks(call.upstreamChunks), chunks(call.clientChunks)];
  return {
    call: toCall(call, revealed),
    requestHeaders: revealed ? call.requestHeaders : withoutOwners(call.requestHeaders),
    responseHeaders: revealed ? call.responseHeaders : withoutOwners(call.responseHeaders),
    sampling: samplingOf(call),
    costItems: call.costItems ?? [],
    scores: scores.map((score) => toScore(score, revealed)),
    trace: { source: trace.source, told: trace.told, complete: trace.complete, note: trace.note, rootId: call.spanId },
    spans: disclosedSpans(trace, [call], revealed),
    // Where the client was sent other bytes, the sizes of the provider's spell out what was redacted, token by token.
    upstreamChunks: upstream && client && !revealed ? { ...upstream, bytes: [] } : upstream,
    clientChunks: client,
  };
}

/** Null of a call that an earlier version stored, or a later one that knows other reasons. */
function samplingOf({ sampled, samplingReason: reason }: StoredCall): CallDetail['sampling'] {
  return samplingSchema.safeParse({ sampled, reason }).data ?? null;
}

function chunks(packed: Uint8Array | null): ChunkTimes | null {
  return packed && unpackChunkTimes(packed);
}

/** Headers that say on whose account a call was made. */
const owners = ['openai-organization', 'openai-project', 'anthropic-organization-id', 'idempotency-key'];

function withoutOwners(headers: StoredCall['requestHeaders']): StoredCall['requestHeaders'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !owners.includes(name)));
}

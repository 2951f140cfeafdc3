import { packCallView, type CallView } from '@lens/core/api';
import type { StoredCall } from '../../store';
import { callDetail, type BesideCall } from './callDetail';
import { readSides, type ReadCall, type Disclosure, type ReaderRights } from './readSides';
import { compareCalls, type CallsToCompare } from './compareCalls';
import { policyEventsOf } from './eventKinds';
import { policyEvent } from './policyEvent';

/** What is built, from plain data alone. */
export type ViewJob<Of = ReadCall> = { revealed: boolean } & (
  | { kind: 'view'; call: Of; beside: BesideCall; links: Pick<CallView, 'traceUrl' | 'logsUrl'> }
  | { kind: 'diff'; call: Of }
  | ({ kind: 'comparison' } & CallsToCompare<Of>)
);

/** A view before the bodies of its calls are read: as it is asked for. */
export type AskedView = ViewJob<StoredCall>;

export interface BuiltView {
  /** A `PackedCallView`, `CallDiff` or `CallComparison`. */
  answer: object;
  disclosed: Disclosure[];
}

/**
 * Everything that is heavy about a view: bodies are decompressed and parsed, streams rebuilt, both forms compared, the
 * changes attributed, and what the reader may not see masked.
 */
export function buildView(job: ViewJob, digestOf: ReaderRights['digestOf']): BuiltView {
  const rights = { revealed: job.revealed, digestOf };
  switch (job.kind) {
    case 'view':
      return callView(job, rights);
    case 'diff': {
      const { request, response, disclosed } = readSides(job.call, rights);
      return { answer: { callId: job.call.row.callId, request, response }, disclosed };
    }
    case 'comparison': {
      const { comparison, disclosed } = compareCalls(job, rights);
      return { answer: comparison, disclosed };
    }
  }
}

function callView({ call, beside, links }: Extract<ViewJob, { kind: 'view' }>, rights: ReaderRights): BuiltView {
  const { events, request, response, disclosed } = readSides(call, rights);
  const view: CallView = {
    ...callDetail(call.row, beside, rights.revealed),
    ...links,
    request,
    response,
    events: policyEventsOf(events).map((event) => policyEvent(event, call.row)),
    revealed: rights.revealed,
  };
  return { answer: packCallView(view), disclosed };
}

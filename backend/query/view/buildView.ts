import { packCallView, type CallView } from '@lens/core/api';
import type { StoredCall } from '../../store';
import { callDetail, type BesideCall } from './callDetail';
import { readSides, type CallSource, type Disclosure, type ReaderRights } from './callSource';
import { compareCalls, type CallsToCompare } from './compareCalls';
import { policyEventsOf } from './eventKinds';
import { policyEvent } from './policyEvent';

/** What is built, from plain data alone. */
export type ViewJob<Source = CallSource> = { revealed: boolean } & (
  | { kind: 'view'; source: Source; beside: BesideCall; links: Pick<CallView, 'traceUrl' | 'logsUrl'> }
  | { kind: 'diff'; source: Source }
  | ({ kind: 'comparison' } & CallsToCompare<Source>)
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
      const { request, response, disclosed } = readSides(job.source, rights);
      return { answer: { callId: job.source.call.callId, request, response }, disclosed };
    }
    case 'comparison': {
      const { comparison, disclosed } = compareCalls(job, rights);
      return { answer: comparison, disclosed };
    }
  }
}

function callView({ source, beside, links }: Extract<ViewJob, { kind: 'view' }>, rights: ReaderRights): BuiltView {
  const { events, request, response, disclosed } = readSides(source, rights);
  const view: CallView = {
    ...callDetail(source.call, beside, rights.revealed),
    ...links,
    request,
    response,
    events: policyEventsOf(events).map((event) => policyEvent(event, source.call)),
    revealed: rights.revealed,
  };
  return { answer: packCallView(view), disclosed };
}

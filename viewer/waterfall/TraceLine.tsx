import type { CallView } from '@lens/core/api';
import { formatCount } from '../format';

interface TraceLineProps {
  trace: CallView['trace'];
  /** Of the whole trace, and of the call. */
  spans: number;
  ofCall: number;
  isWhole: boolean;
  onWhole: (isWhole: boolean) => void;
}

const sources = { record: 'the call’s record', tempo: 'Tempo', grafana: 'Tempo, through Grafana' } as const;

/** Where the spans are from, what is missing of them, and a way to the rest of a larger trace. */
export function TraceLine({ trace, spans, ofCall, isWhole, onWhole }: TraceLineProps) {
  return (
    <p className="lens-trace-line lens-dim" data-complete={trace.complete}>
      Spans from {sources[trace.source]}
      {trace.told > 0 && `, and ${formatCount(trace.told, 'span')} that applications told of`}.
      {trace.note !== null && <b role="note"> {trace.note}</b>}
      {spans > ofCall && (
        <label className="lens-no-print">
          <input type="checkbox" checked={isWhole} onChange={(event) => onWhole(event.target.checked)} />
          Whole trace ({formatCount(spans, 'span')}, {ofCall} of this call)
        </label>
      )}
    </p>
  );
}

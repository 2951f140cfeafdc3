import { dateTime, locationUtil, type TimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { Call } from '@lens/core/api';

/** Whose lines: of the call alone, or of everything in its trace. */
export type LogScope = 'call' | 'trace';

/** A query as Loki's data source takes it. */
export interface LokiQuery extends DataQuery {
  expr: string;
  queryType: 'range';
  direction: 'forward';
  maxLines: number;
}

/** Of more lines the first: nobody reads them all, and Explore has the rest. */
export const mostLines = 1000;

/** Of a line, which is JSON, what people read, as in the dashboard of a call; the rest is in its fields. */
const inWords = '| json | line_format "{{.component}}: {{.message}} {{.payload}}"';

/** Lines may be a little before and after the call. */
const marginMs = 60_000;
/** How long a call may have gone on whose end is not known. */
const unknownEndMs = 15 * 60_000;

/**
 * What finds the lines. Every line has the call's id in itself, as `call_id` or as `transaction_id` too, and a trace's id, filtered by,
 * is found as a label of the stream and as structured metadata.
 */
export function logsQuery({ callId, traceId }: Call, scope: LogScope): LokiQuery {
  const filter = scope === 'call' ? `|= ${JSON.stringify(callId)}` : `| trace_id=${JSON.stringify(traceId)}`;
  return {
    refId: 'A',
    expr: `{app="luthien-gateway"} ${filter} ${inWords}`,
    queryType: 'range',
    direction: 'forward',
    maxLines: mostLines,
  };
}

/** When the lines were written. */
export function timeOf({ startedAt, durationMs }: Call): TimeRange {
  const start = Date.parse(startedAt);
  const from = dateTime(start - marginMs);
  const to = dateTime(Math.ceil(start + (durationMs ?? unknownEndMs)) + marginMs);
  return { from, to, raw: { from, to } };
}

/** Where Explore shows the same, as Grafana writes its addresses since 10.0; a pane's name has three letters. */
export function exploreAddress(lokiUid: string, query: LokiQuery, { from, to }: TimeRange): string {
  const panes = {
    lns: {
      datasource: lokiUid,
      queries: [{ ...query, datasource: { type: 'loki', uid: lokiUid } }],
      range: { from: String(from.valueOf()), to: String(to.valueOf()) },
    },
  };
  return locationUtil.assureBaseUrl(`/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
}

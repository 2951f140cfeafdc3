/** Which Grafana, and which of its data sources hold what Lens sends: by uid, as Explore's addresses name them. */
interface GrafanaPlace {
  url: string;
  tempoUid: string;
  lokiUid: string;
}

/** Of which call something is looked for, and when that was. */
export interface CallInTime {
  traceId: string;
  startedAt: Date;
  /** Null for a call whose end is not known. */
  durationMs: number | null;
}

/** Lines and spans of a call may be a little before and after it. */
const marginMs = 60_000;
/** How long a call may have gone on whose end is not known. */
const unknownEndMs = 15 * 60_000;

/** Where Grafana's Explore shows a call's trace, and its logs, at the time of the call. */
export function grafanaLinks(place: GrafanaPlace, call: CallInTime): { traceUrl: string; logsUrl: string } {
  const { traceId } = call;
  return {
    traceUrl: exploreUrl(place.url, place.tempoUid, 'tempo', { queryType: 'traceql', query: traceId }, call),
    // As a filter it is found as a label of the stream and as structured metadata.
    logsUrl: exploreUrl(
      place.url,
      place.lokiUid,
      'loki',
      { queryType: 'range', expr: `{app="luthien-gateway"} | trace_id=${JSON.stringify(traceId)}` },
      call,
    ),
  };
}

/** Explore's address as Grafana writes it since 10.0; a pane's name has three letters. */
function exploreUrl(
  base: string,
  uid: string,
  type: string,
  query: Record<string, string>,
  { startedAt, durationMs }: CallInTime,
): string {
  const start = startedAt.getTime();
  const end = start + (durationMs ?? unknownEndMs);
  const panes = {
    lns: {
      datasource: uid,
      queries: [{ refId: 'A', datasource: { type, uid }, ...query }],
      range: { from: String(start - marginMs), to: String(Math.ceil(end) + marginMs) },
    },
  };
  return `${base}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`;
}

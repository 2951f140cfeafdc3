import { grafanaLinks } from './grafanaLinks';

const place = { url: 'https://grafana.example/sub', tempoUid: 'tempo', lokiUid: 'loki' };
const startedAt = new Date('2026-11-20T23:12:04.113Z');
const call = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', startedAt, durationMs: 1243.4 };

/** What Explore reads of an address: its one pane. */
function paneOf(address: string): unknown {
  const url = new URL(address);
  expect(url.origin + url.pathname).toBe('https://grafana.example/sub/explore');
  expect(url.searchParams.get('schemaVersion')).toBe('1');
  const panes = JSON.parse(url.searchParams.get('panes') ?? '') as Record<string, unknown>;
  const [entry] = Object.entries(panes);
  expect(entry?.[0]).toMatch(/^[a-z]{3}$/);
  return entry?.[1];
}

test('the trace is looked up by its id in Tempo, at the time of the call', () => {
  expect(paneOf(grafanaLinks(place, call).traceUrl)).toEqual({
    datasource: 'tempo',
    queries: [{ refId: 'A', datasource: { type: 'tempo', uid: 'tempo' }, queryType: 'traceql', query: call.traceId }],
    range: { from: '1795216264113', to: '1795216385357' },
  });
});

test('the logs are those with the trace id, as a label or as structured metadata', () => {
  expect(paneOf(grafanaLinks(place, call).logsUrl)).toMatchObject({
    datasource: 'loki',
    queries: [{ queryType: 'range', expr: `{app="luthien-gateway"} | trace_id="${call.traceId}"` }],
    range: { from: '1795216264113', to: '1795216385357' },
  });
});

test('data sources are named by the uid that they have there', () => {
  const { traceUrl, logsUrl } = grafanaLinks({ ...place, tempoUid: 'traces-eu', lokiUid: 'logs-eu' }, call);
  expect(paneOf(traceUrl)).toMatchObject({ datasource: 'traces-eu', queries: [{ datasource: { uid: 'traces-eu' } }] });
  expect(paneOf(logsUrl)).toMatchObject({ datasource: 'logs-eu', queries: [{ datasource: { uid: 'logs-eu' } }] });
});

test('a call whose end is not known may have gone on for a while', () => {
  expect(paneOf(grafanaLinks(place, { ...call, durationMs: null }).traceUrl)).toMatchObject({
    range: { from: '1795216264113', to: String(startedAt.getTime() + 16 * 60_000) },
  });
});

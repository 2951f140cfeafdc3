import { bytes, choice, milliseconds, text, url } from './kinds';
import { setting } from './setting';

const MIB = 1024 * 1024;

const token = text(/^[!-~]+$/, 'a token of visible ASCII');

export const traces = {
  source: setting(choice(['record', 'tempo', 'grafana']), {
    variable: 'LENS_TRACE_SOURCE',
    default: null,
    defaultWords: '`tempo` with its URL, else `record`',
    words:
      "Where the [spans of a call's page](traces.md#where-the-waterfall-reads-them) come from: the call's own record, Tempo, or Tempo through the proxy of the Grafana at `grafana.url`",
    note: 'record, tempo or grafana; left out: tempo with its URL, else record',
    example: 'tempo',
  }),
  tempo_url: setting(url(), {
    variable: 'TEMPO_URL',
    default: null,
    words: "Tempo's HTTP API",
    note: "Tempo's HTTP API",
    example: 'http://127.0.0.1:3200',
  }),
  tempo_tenant: setting(text(/^[\w!.*'()-]{1,150}$/, 'the id of a tenant'), {
    variable: 'TEMPO_TENANT',
    default: null,
    words: 'Sent to it as `X-Scope-OrgID`',
    note: 'sent as X-Scope-OrgID',
    example: 'team-a',
  }),
  tempo_token: setting(token, {
    variable: 'TEMPO_TOKEN',
    notInFile: true,
    default: null,
    words: 'Sent to it as a bearer token',
    note: 'sent to Tempo as a bearer token',
  }),
  grafana_token: setting(token, {
    variable: 'GRAFANA_TOKEN',
    notInFile: true,
    default: null,
    words: 'Of a service account of the Grafana at `grafana.url`, sent to its proxy as a bearer token',
    note: 'of a service account, for its proxy to Tempo',
  }),
  timeout_ms: setting(milliseconds, {
    default: 2_000,
    words: "How long a page waits for it, before it shows the spans of the call's record",
  }),
  response_bytes: setting(bytes(), {
    default: 32 * MIB,
    words: "Of a trace; the spans of the call's record are shown in the place of a larger one",
  }),
};

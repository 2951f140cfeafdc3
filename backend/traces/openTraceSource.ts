import type { LensConfig } from '../config';
import { embeddedTraceSource } from './embeddedTraceSource';
import { askTempo, type TempoPlace } from './tempo/askTempo';
import { tempoTraceSource } from './tempo/tempoTraceSource';
import type { TraceSource } from './traceSource';

type Config = Pick<LensConfig, 'traces' | 'grafana' | 'telemetry'>;

/** Where spans come from, as it is configured: without a word the calls' own records. */
export function openTraceSource(config: Config, onTrouble: (error: unknown) => void): TraceSource {
  const { traces, telemetry } = config;
  const service = telemetry.serviceName;
  const source = traces.source ?? (traces.tempoUrl === null ? 'record' : 'tempo');
  const place = source === 'record' ? null : placeOf(config, source);
  if (source === 'record' || place === null) return embeddedTraceSource(service);
  const { timeoutMs, responseBytes } = traces;
  return tempoTraceSource({ ask: askTempo({ ...place, timeoutMs, responseBytes }), source, service, onTrouble });
}

/** Null where there is no address: the configuration is checked before. */
function placeOf({ traces, grafana }: Config, source: 'tempo' | 'grafana'): Pick<TempoPlace, 'url' | 'headers'> | null {
  if (source === 'tempo') {
    const { tempoUrl: url, tempoTenant, tempoToken } = traces;
    const tenant = tempoTenant === null ? {} : { 'x-scope-orgid': tempoTenant };
    return url === null ? null : { url, headers: { ...tenant, ...bearer(tempoToken) } };
  }
  if (grafana.url === null) return null;
  return { url: `${grafana.url}/api/datasources/proxy/uid/${grafana.tempoUid}`, headers: bearer(traces.grafanaToken) };
}

function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

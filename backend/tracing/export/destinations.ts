import type { LensConfig } from '../../config';

/** Where spans go: OTLP to a collector, OTLP in JSON to an own endpoint, standard output. */
export type Destination =
  | { kind: 'http/protobuf' | 'http/json' | 'grpc'; url: string | null }
  | { kind: 'endpoint'; url: string }
  | { kind: 'console' };

type TelemetryConfig = LensConfig['telemetry'];
type Environment = Readonly<Record<string, string | undefined>>;

const tracesPath = '/v1/traces';
const grpcPort = '4317';

/** Every place that spans are to be sent to; none without a word of it, so that nothing leaves a server unasked. */
export function destinations(config: TelemetryConfig, env: Environment): Destination[] {
  if (config.enabled === false || isTrue(env.OTEL_SDK_DISABLED) || config.exporters.includes('none')) return [];
  const all: Destination[] = [];
  if (config.exporters.includes('otlp') && (config.enabled === true || endpointOf(config, env) !== undefined)) {
    all.push(collector(config, env));
  }
  if (config.jsonUrl !== null) all.push({ kind: 'endpoint', url: config.jsonUrl });
  if (config.exporters.includes('console')) all.push({ kind: 'console' });
  return all;
}

/** Its url is null where the exporter itself finds it in the environment, or takes the one of a collector on this machine. */
function collector(config: TelemetryConfig, env: Environment): Destination {
  const kind = config.protocol ?? (portOf(endpointOf(config, env)) === grpcPort ? 'grpc' : 'http/protobuf');
  const { endpoint } = config;
  if (endpoint === null || kind === 'grpc') return { kind, url: endpoint };
  return { kind, url: endpoint.endsWith(tracesPath) ? endpoint : endpoint + tracesPath };
}

function endpointOf({ endpoint }: TelemetryConfig, env: Environment): string | undefined {
  return endpoint ?? given(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) ?? given(env.OTEL_EXPORTER_OTLP_ENDPOINT);
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}

function portOf(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).port : null;
}

function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true';
}

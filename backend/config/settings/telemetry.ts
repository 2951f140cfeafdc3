import { choice, choices, flag, fraction, integer, milliseconds, sentryDsn, text, url } from './kinds';
import { setting } from './setting';

const attributeText = text(/^[^\n]{1,255}$/, 'a line of at most 255 characters');

export const telemetry = {
  enabled: setting(flag, {
    variable: 'OTEL_ENABLED',
    default: null,
    defaultWords: 'with an endpoint',
    words: 'Whether calls leave [traces](traces.md). `true` without an endpoint sends to a collector on this machine',
    note: 'left out: with an endpoint',
    example: 'true',
  }),
  endpoint: setting(url(), {
    variable: 'OTEL_ENDPOINT',
    default: null,
    words: 'The collector, Tempo, Jaeger or agent that traces go to, without `/v1/traces`',
    note: 'where traces go',
    example: 'http://127.0.0.1:4318',
  }),
  protocol: setting(choice(['http/protobuf', 'http/json', 'grpc']), {
    variable: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    default: null,
    defaultWords: "`grpc` at an endpoint's port 4317, else `http/protobuf`",
    words: 'How OTLP is spoken to it',
    note: 'http/protobuf, http/json or grpc; left out: grpc at port 4317, else http/protobuf',
    example: 'grpc',
  }),
  exporters: setting(choices(['otlp', 'console', 'none']), {
    variable: 'OTEL_TRACES_EXPORTER',
    default: ['otlp'],
    words: 'Any of `otlp`, `console` (standard output) and `none`',
    note: 'any of otlp, console and none',
  }),
  json_url: setting(url(), {
    variable: 'LENS_TRACES_JSON_URL',
    default: null,
    words: 'An HTTP endpoint that is sent the same spans as OTLP in JSON, beside all others',
    note: 'an HTTP endpoint that is sent the same as JSON',
    example: 'https://spans.example.org/ingest',
  }),
  gen_ai_names: setting(choice(['semconv-1.41', 'genai-0.1', 'both']), {
    variable: 'LENS_GEN_AI_NAMES',
    default: 'both',
    words:
      'Which generation of OpenTelemetry’s names for model calls spans ([traces](traces.md#attributes)) and [metrics](metrics.md) carry',
    note: 'semconv-1.41, genai-0.1 or both',
  }),
  service_name: setting(attributeText, {
    variable: 'SERVICE_NAME',
    default: 'luthien-lens',
    words: '`service.name` of all spans, and `service` in every line of the [log](logs.md)',
  }),
  service_version: setting(attributeText, {
    variable: 'SERVICE_VERSION',
    default: null,
    defaultWords: "the product's",
    words: '`service.version`',
    note: "left out: the product's",
    example: '2026.11',
  }),
  environment: setting(attributeText, {
    variable: 'ENVIRONMENT',
    default: null,
    words: 'Where this gateway runs: `deployment.environment.name` of spans, and `environment` of its calls',
    note: 'such as production or staging',
    example: 'production',
  }),
  cold_start_seconds: setting(integer({ least: 0 }), {
    variable: 'COLD_START_SECONDS',
    default: 10,
    words:
      'Calls so soon after the start of a process are marked as cold starts: nothing is compiled yet, and no connection to a provider is open',
    note: 'calls so soon after the start of a process are cold starts',
  }),
  sentry_dsn: setting(sentryDsn, {
    variable: 'SENTRY_DSN',
    notInFile: true,
    default: null,
    words:
      'A Sentry project, or what takes its envelopes, that is told of [errors](error-groups.md#sentry): faults of Lens itself and calls that failed',
    note: 'a Sentry project that is told of errors',
  }),
};

export const sampling = {
  ratio: setting(fraction, {
    variable: 'LENS_SAMPLING_RATIO',
    default: 0.1,
    words: 'The part of routine calls that leave traces and logs, from 0 to 1, chosen by trace id',
    note: 'of routine calls, from 0 to 1',
  }),
  slow_ms: setting(milliseconds, {
    variable: 'LENS_SAMPLING_SLOW_MS',
    default: 30_000,
    words: 'Calls that take longer always do',
    note: 'longer calls are always kept',
  }),
};

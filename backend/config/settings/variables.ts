/** What the environment alone says, read where it is used: credentials, and what comes before any file. */
interface Variable {
  words: string;
  /** What `.env.example` shows; nothing where there is no default. */
  default?: string;
}

export interface VariableGroup {
  /** Stands above it in `.env.example`. */
  title: string;
  variables: Readonly<Record<string, Variable>>;
}

/** The upstreams that are there without a file. */
export const builtInUpstreams = [
  {
    name: 'openai',
    api: 'openai',
    baseUrl: 'https://api.openai.com',
    baseUrlEnv: 'OPENAI_BASE_URL',
    keyEnv: 'OPENAI_API_KEY',
  },
  {
    name: 'anthropic',
    api: 'anthropic',
    baseUrl: 'https://api.anthropic.com',
    baseUrlEnv: 'ANTHROPIC_BASE_URL',
    keyEnv: 'ANTHROPIC_API_KEY',
  },
] as const;

const providers = builtInUpstreams.flatMap(({ name, baseUrl, baseUrlEnv, keyEnv }): [string, Variable][] => [
  [keyEnv, { words: `Key of the upstream \`${name}\`. Used only for callers with the gateway's token` }],
  [baseUrlEnv, { default: baseUrl, words: 'Its address; a `/v1` at its end, as clients have it, is taken off' }],
]);

export const variables = {
  file: {
    title: 'Path of the configuration file; without it lens.yaml in the working folder is read when it is there.',
    variables: {
      LENS_CONFIG: { words: 'Path of the configuration file, instead of `lens.yaml` in the working folder' },
    },
  },
  tokens: {
    title:
      'Tokens instead of those that the first start makes and prints. LENS_API_TOKENS has more, for machines, with scopes:\n# name:read+reveal+metrics:token, separated by commas.',
    variables: {
      LENS_GATEWAY_TOKEN: { words: "The gateway's token, instead of the one made at the first start" },
      LENS_API_TOKEN: { words: "The query API's token, instead of the one made at the first start" },
      LENS_API_TOKENS: {
        words: 'More tokens for the query API and `/metrics`, with their [scopes](api.md#signing-in)',
      },
    },
  },
  hashes: {
    title:
      'Key of the hashes under which user and session ids are stored, instead of the one that the first start makes.',
    variables: {
      LENS_HASH_KEY: {
        words:
          'Key of the [hashes of user and session ids](privacy.md#who-it-was), at least 32 characters, instead of the one made at the first start',
      },
    },
  },
  providers: {
    title:
      "The providers' keys: used for callers with the gateway's token alone. Without one, callers bring their own.",
    variables: Object.fromEntries(providers),
  },
  openTelemetry: {
    title:
      "OpenTelemetry's own variables. Endpoints stand in the place of OTEL_ENDPOINT, names in that of SERVICE_NAME.",
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: { words: 'As `OTEL_ENDPOINT`, where that is not given' },
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: { words: 'The whole address for traces; goes over the one before' },
      OTEL_EXPORTER_OTLP_HEADERS: {
        words: 'Headers for the collector, as `authorization=Bearer%20…`; `OTEL_EXPORTER_OTLP_TRACES_HEADERS` likewise',
      },
      OTEL_EXPORTER_OTLP_TIMEOUT: { default: '10000', words: 'How long a request to it may take, in milliseconds' },
      OTEL_EXPORTER_OTLP_COMPRESSION: { default: 'none', words: '`gzip` or `none`' },
      OTEL_EXPORTER_OTLP_CERTIFICATE: {
        words:
          "A file with the authority of the collector's certificate; `OTEL_EXPORTER_OTLP_CLIENT_KEY` and `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` for one of ours",
      },
      OTEL_SERVICE_NAME: { words: '`service.name`, over `SERVICE_NAME`' },
      OTEL_RESOURCE_ATTRIBUTES: { words: 'More attributes of the resource, as `k8s.pod.name=lens-0,team=ml`' },
      OTEL_SDK_DISABLED: { words: '`true` sends nothing, whatever else is set' },
    },
  },
  compose: {
    title: 'Of docker-compose.yaml alone.',
    variables: {
      COMPOSE_PROFILES: {
        words: '`observability` starts Grafana and what it reads too, as `scripts/observability.sh up` does',
      },
      LENS_COMPOSE_DEMO: { default: '--no-demo', words: '`--demo` starts the demo provider with a dozen calls' },
      GRAFANA_ADMIN_PASSWORD: { words: "Grafana's password of `admin`, instead of the one made at the first start" },
      PROMETHEUS_RETENTION: { default: '24h', words: 'How long Prometheus keeps what it read' },
    },
  },
  provisioning: {
    title: 'Of Grafana, whose provisioning reads them, and of Alloy; docker-compose.yaml sets all but those of alerts.',
    variables: {
      LENS_GATEWAY_URL: { words: 'The gateway, as Grafana reaches it: `http://127.0.0.1:8080`' },
      LENS_GRAFANA_TOKEN: { words: 'A token of the scope `read`, for the data source of calls' },
      LENS_GRAFANA_APP_TOKEN: { words: 'A token of `read+reveal+score`, for the app' },
      LENS_PROMETHEUS_URL: { words: '`http://127.0.0.1:9090`' },
      LENS_TEMPO_URL: { words: '`http://127.0.0.1:3200`' },
      LENS_LOKI_URL: { words: '`http://127.0.0.1:3100`' },
      LENS_POSTGRES_HOST: { words: '`127.0.0.1:5432`; the role is `lens_reader` with `LENS_READER_PASSWORD`' },
      LENS_POSTGRES_DATABASE: { words: 'Its database' },
      LENS_POSTGRES_SSLMODE: { words: '`disable`, `require`, `verify-ca` or `verify-full`' },
      LENS_LOG_FILES: { words: 'A pattern of files that Alloy reads, without Docker' },
      LENS_ALERT_PAGER_URL: { words: 'A webhook that gets critical alerts' },
      LENS_ALERT_PAGERDUTY_KEY: { words: "PagerDuty's integration key, instead of it" },
      LENS_ALERT_CHAT_URL: { words: 'A webhook of Slack, Mattermost or the like that gets the other alerts' },
    },
  },
} satisfies Record<string, VariableGroup>;

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
} satisfies Record<string, VariableGroup>;

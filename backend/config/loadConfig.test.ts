import { extendConfig } from '.';
import { load, places, problems } from './testing/loadYaml';

test('a name that JavaScript keeps for itself is refused, with all that is wrong beside it', () => {
  const yaml = [
    'upstreams:',
    '  __proto__: { api: openai, base_url: "http://x.example" }',
    'policies:',
    '  pii: { use: noop }',
    '  __proto__: { use: noop }',
    'passthrough: maybe',
  ];
  expect(places(problems(yaml.join('\n')))).toEqual([
    ['upstreams.__proto__', 2],
    ['policies.__proto__', 5],
    ['passthrough', 6],
  ]);
});

describe('without a file', () => {
  test('both providers, no policies, listening on loopback', () => {
    const config = load(null);
    expect(Object.keys(config.upstreams)).toEqual(['openai', 'anthropic']);
    expect(config.upstreams['openai']).toMatchObject({
      api: 'openai',
      provider: 'openai',
      baseUrl: 'https://api.openai.com',
      apiKey: null,
    });
    expect(config.upstreams['anthropic']).toMatchObject({
      api: 'anthropic',
      baseUrl: 'https://api.anthropic.com',
      apiKey: null,
    });
    expect(config).toMatchObject({ routes: [], chain: [], passthrough: 'allow' });
    expect(config.server).toEqual({ host: '127.0.0.1', port: 8080, publicUrl: null });
    expect(config.limits.bodyBytes).toBe(32 * 1024 * 1024);
    expect(config.capture).toMatchObject({ mode: 'full', durability: 'process' });
    expect(config.storage).toMatchObject({ dataDir: './data', databaseUrl: null, retentionDays: 30 });
  });

  test('an empty file is no file', () => {
    expect(load('')).toEqual(load(null));
    expect(load('# nothing\n')).toEqual(load(null));
    expect(load('grafana:\n  # url: x\nroutes:\n')).toEqual(load(null));
  });

  test('keys and addresses come from the usual variables; /v1 at their end is the clients', () => {
    const { upstreams } = load(null, {
      OPENAI_API_KEY: ' sk-1 ',
      OPENAI_BASE_URL: 'https://eu.api.openai.com/v1/',
      ANTHROPIC_API_KEY: '',
      ANTHROPIC_BASE_URL: 'http://10.0.0.1:9000/anthropic',
    });
    expect(upstreams['openai']).toMatchObject({ apiKey: 'sk-1', baseUrl: 'https://eu.api.openai.com' });
    expect(upstreams['anthropic']).toMatchObject({ apiKey: null, baseUrl: 'http://10.0.0.1:9000/anthropic' });
  });

  test('every variable is read', () => {
    const config = load(null, {
      LENS_HOST: '0.0.0.0',
      LENS_PORT: '9090',
      LENS_PUBLIC_URL: 'https://lens.example.org/',
      LENS_DATA_DIR: '/var/lib/lens',
      LENS_RETENTION_DAYS: '7',
      DATABASE_URL: 'postgresql://u:p@db/lens',
      GRAFANA_URL: 'http://grafana:3000',
      GRAFANA_TEMPO_UID: 'traces',
      GRAFANA_LOKI_UID: 'logs',
      LENS_PASSTHROUGH: 'refuse',
      LENS_BODY_BYTES: '1',
      LENS_RESPONSE_BYTES: '2',
      LENS_JSON_DEPTH: '3',
      LENS_JSON_VALUES: '4',
      LENS_HEADER_TIME_MS: '5',
      LENS_REQUEST_TIME_MS: '6',
      LENS_STREAM_DURATION_MS: '7',
      LENS_CONCURRENT_CALLS: '8',
      LENS_BODIES_BYTES: '80',
      LENS_HELD_BACK_CHARS: '9',
      LENS_CAPTURE_MODE: 'off',
      LENS_CAPTURE_DURABILITY: 'disk',
      LENS_SPOOL_BYTES: '10',
      LENS_SEGMENT_BYTES: '11',
      LENS_WHEN_FULL: 'drop-oldest',
      LENS_CALL_BYTES: '12',
      LENS_RECORDER_MEMORY_BYTES: '67108864',
      LENS_API_RATE_LIMIT_PER_MINUTE: '13',
      LENS_API_SEARCH_CALLS: '14',
    });
    expect(config).toMatchObject({
      passthrough: 'refuse',
      api: { rateLimitPerMinute: 13, searchCalls: 14 },
      server: { host: '0.0.0.0', port: 9090, publicUrl: 'https://lens.example.org' },
      storage: {
        dataDir: '/var/lib/lens',
        databaseUrl: 'postgresql:///lens?user=u&password=p&host=db',
        retentionDays: 7,
      },
      grafana: { url: 'http://grafana:3000', tempoUid: 'traces', lokiUid: 'logs' },
      limits: {
        bodyBytes: 1,
        responseBytes: 2,
        jsonDepth: 3,
        jsonValues: 4,
        headerTimeMs: 5,
        requestTimeMs: 6,
        streamDurationMs: 7,
        concurrentCalls: 8,
        bodiesBytes: 80,
        heldBackChars: 9,
      },
      capture: { mode: 'off', durability: 'disk', spoolBytes: 10, segmentBytes: 11, whenFull: 'drop-oldest' },
    });
    expect(config.capture).toMatchObject({ callBytes: 12, recorderMemoryBytes: 67_108_864 });
  });
});

describe('lens.yaml', () => {
  test('gives upstreams, routes and policies, with defaults for the rest', () => {
    const config = load(
      `
upstreams:
  local: { api: openai, base_url: "http://127.0.0.1:8000/v1", idle_timeout_ms: 5 }
routes:
  - { model: "llama-*", upstream: local, policies: [pii], capture: off }
  - { model: "*", upstream: openai }
policies:
  pii: { use: pii-redaction, on_error: open, options: { mark: "x" } }
chain: [pii]
`,
    );
    expect(config.upstreams['local']).toEqual({
      name: 'local',
      api: 'openai',
      provider: 'local',
      baseUrl: 'http://127.0.0.1:8000',
      apiKey: null,
      connectTimeoutMs: 10_000,
      headersTimeoutMs: 600_000,
      headerBytes: 65_536,
      idleTimeoutMs: 5,
      maxConnections: 1000,
    });
    expect(config.routes).toEqual([
      { model: 'llama-*', upstream: 'local', policies: ['pii'], capture: 'off' },
      { model: '*', upstream: 'openai', policies: null, capture: null },
    ]);
    expect(config.policies['pii']).toMatchObject({
      name: 'pii',
      use: 'pii-redaction',
      onError: 'open',
      timeoutMs: 2000,
      fetchOrigins: [],
      fetchPrivateNetwork: 'refuse',
      options: { mark: 'x' },
    });
    expect(config.chain).toEqual(['pii']);
  });

  test('goes over a built-in upstream field by field, and under the variables', () => {
    const yaml = 'upstreams: { openai: { max_connections: 3 } }\nserver: { port: 1000, host: "::" }\n';
    const config = load(yaml, { OPENAI_API_KEY: 'sk', LENS_PORT: '2000' });
    expect(config.upstreams['openai']).toMatchObject({
      apiKey: 'sk',
      baseUrl: 'https://api.openai.com',
      maxConnections: 3,
    });
    expect(config.server).toMatchObject({ port: 2000, host: '::' });
  });

  test("a built-in's key does not follow to another address", () => {
    const yaml = 'upstreams: { openai: { base_url: "https://elsewhere.example" } }';
    expect(load(yaml, { OPENAI_API_KEY: 'sk' }).upstreams['openai']?.apiKey).toBeNull();
    const named = 'upstreams: { openai: { base_url: "https://elsewhere.example", key_env: OPENAI_API_KEY } }';
    expect(load(named, { OPENAI_API_KEY: 'sk' }).upstreams['openai']?.apiKey).toBe('sk');
  });

  test('names of objects everywhere are only names here', () => {
    const config = load(
      'upstreams: { constructor: { api: openai, base_url: "http://h" } }\nroutes: [{ model: m, upstream: constructor }]',
    );
    expect(config.upstreams['constructor']?.baseUrl).toBe('http://h');
    expect(places(problems('routes: [{ model: m, upstream: toString }]'))).toEqual([['routes.0.upstream', 1]]);
    expect(problems('upstreams: { __proto__: { api: openai, base_url: "http://h" } }')).toHaveLength(1);
    expect({}).not.toHaveProperty('api');
  });
});

describe('additions from code', () => {
  test('come with defaults, their routes first, and leave the rest as it was', () => {
    const config = load('routes: [{ model: "*", upstream: openai }]\nchain: []');
    const extended = extendConfig(config, {
      upstreams: [{ name: 'demo', api: 'openai', baseUrl: 'http://127.0.0.1:9' }],
      routes: [{ model: 'demo-*', upstream: 'demo', policies: ['pii'], capture: null }],
      policies: [{ name: 'pii', use: 'pii-redaction' }],
    });
    expect(extended.upstreams['demo']).toMatchObject({ provider: 'demo', apiKey: null, headersTimeoutMs: 600_000 });
    expect(extended.routes.map(({ model }) => model)).toEqual(['demo-*', '*']);
    expect(extended.policies['pii']).toMatchObject({
      name: 'pii',
      use: 'pii-redaction',
      onError: 'closed',
      timeoutMs: 2000,
      options: {},
    });
    expect(extended.upstreams['openai']).toEqual(config.upstreams['openai']);
    expect(Object.keys(config.upstreams)).toEqual(['openai', 'anthropic']);
  });
});

import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The part of the Compose specification that is used here; a key that is misspelt is not in it. */
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  profiles: z.array(z.literal('observability')).optional(),
  restart: z.literal('unless-stopped').optional(),
  user: z.string().optional(),
  network_mode: z.literal('none').optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_completed_successfully']) }))
    .default({}),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD')], z.string()),
      interval: z.string(),
      timeout: z.string(),
      start_period: z.string().optional(),
    })
    .optional(),
});
const composeText = read('docker-compose.yaml');
const compose = z
  .strictObject({ name: z.string(), services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .parse(parse(composeText));
const services = Object.entries(compose.services);
const dockerfiles = services.flatMap(([, { build }]) => build?.dockerfile ?? []);
const documented = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name ?? ''));

describe('docker-compose.yaml', () => {
  test.each(services)(
    '%s has a pinned image, and a check of its health that lasts',
    (name, { image, healthcheck, build }) => {
      expect(image).toMatch(/:v?\d+\.\d+[\w.-]*$/);
      if (name === 'secrets') return;
      if (healthcheck !== undefined) return;
      expect(read(build?.dockerfile ?? '')).toMatch(/^HEALTHCHECK /m);
    },
  );

  test.each(services)('%s mounts what is there', (_name, { volumes }) => {
    const sources = volumes.map((volume) => volume.split(':')[0] ?? '');
    const missing = sources.filter((source) => {
      if (source.startsWith('/')) return false;
      return source.startsWith('.') ? !existsSync(path.join(root, source)) : !(source in compose.volumes);
    });
    expect(missing).toEqual([]);
  });

  test.each(services)('%s waits for services that can become what it waits for', (_name, { depends_on }) => {
    for (const [other, { condition }] of Object.entries(depends_on)) {
      expect(Object.keys(compose.services)).toContain(other);
      expect(condition).toBe(other === 'secrets' ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  test('the gateway runs with the flags of npm start, as it does in its image', () => {
    const flags = read('scripts/lib/runtime.mjs').match(/(?<=productFlags = \[.*')--[\w=-]+/g) ?? [];
    expect(flags).not.toEqual([]);
    const start = ['node', ...flags, 'dist/main.js'];
    expect(compose.services['gateway']?.command?.slice(0, start.length)).toEqual(start);
    expect(read('backend/Dockerfile')).toContain(`CMD [${start.map((word) => JSON.stringify(word)).join(', ')}, `);
  });

  test.each(services)('%s is reached from this machine alone', (_name, { ports }) => {
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test.each(services)('%s has no password written down', (_name, { environment }) => {
    const secret = Object.entries(environment).filter(([name]) => /PASSWORD|TOKEN|API_KEY|DATABASE_URL/.test(name));
    expect(
      secret.filter(([name, value]) => !/(?<!_)_FILE$/.test(name.replace('__', '_')) && !/^\$\{\w+:-\}$/.test(value)),
    ).toEqual([]);
  });

  test('starts Grafana and what it reads with the profile alone', () => {
    const plain = services.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name);
    expect(plain).toEqual(['secrets', 'postgres', 'redis', 'gateway']);
  });

  test('reads no variable that .env.example does not have', () => {
    const named = [...composeText.matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !documented.has(name))).toEqual([]);
  });

  test('gives the gateway only variables that it reads', () => {
    const given = Object.keys(compose.services['gateway']?.environment ?? {}).map((name) => name.replace(/_FILE$/, ''));
    expect(given.filter((name) => !documented.has(name))).toEqual([]);
  });
});

describe.each(dockerfiles)('%s', (file) => {
  test('is of pinned images, and copies what is there', () => {
    const text = read(file);
    const stages = new Set([...text.matchAll(/ AS (\w+)$/gm)].map(([, stage]) => stage));
    const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image ?? '');
    expect(bases.filter((image) => !stages.has(image) && !/:\d+\.\d+\.\d+/.test(image))).toEqual([]);
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
    expect(copied.filter((source) => !existsSync(path.join(root, source)))).toEqual([]);
  });
});

test('the gateway does not run as root', () => {
  expect(read('backend/Dockerfile')).toMatch(/^USER node$/m);
});

/** Grafana's own keys (pkg/services/provisioning); it leaves out silently what it does not know. */
const text = z.string().min(1);
const correlation = z.strictObject({
  label: text,
  description: text,
  type: z.literal('external'),
  config: z.strictObject({ field: text, target: z.strictObject({ url: text }) }),
});
const dataSources = z.strictObject({
  apiVersion: z.literal(1),
  prune: z.boolean(),
  datasources: z.array(
    z.strictObject({
      name: text,
      uid: text,
      type: text,
      access: z.literal('proxy'),
      orgId: z.literal(1),
      url: text,
      user: text.optional(),
      isDefault: z.boolean().optional(),
      correlations: z.array(correlation).optional(),
      jsonData: z.record(z.string(), z.unknown()),
      secureJsonData: z.record(z.string(), text).optional(),
    }),
  ),
});
const apps = z.strictObject({
  apiVersion: z.literal(1),
  apps: z.array(
    z.strictObject({
      type: text,
      org_id: z.literal(1),
      disabled: z.literal(false),
      jsonData: z.record(z.string(), text),
      secureJsonData: z.record(z.string(), text),
    }),
  ),
});

describe('what Grafana is provisioned with', () => {
  const sourcesFile = 'provisioning/datasources/luthien-lens.yaml';
  const appsFile = 'provisioning/plugins/luthien-lens.yaml';
  const sources = dataSources.parse(parse(read(sourcesFile)));

  test('the app has the keys that Grafana reads', () => {
    expect(apps.parse(parse(read(appsFile))).apps).toHaveLength(1);
  });

  test('each data source that a dashboard, a rule or another data source names is there', () => {
    const ofGrafana = ['__expr__', '-- Grafana --', '-- Mixed --', 'grafana'];
    const uids = new Set([...sources.datasources.map(({ uid }) => uid), ...ofGrafana]);
    const users = globSync(['provisioning/dashboards/*.json', 'provisioning/*/*.yaml'], { cwd: root });
    const used = /(?:datasourceUid: '?|"datasource": \{[^{}]*?"uid": ")([\w -]+)/g;
    const named = users.flatMap((file) => [...read(file).matchAll(used)].map(([, uid]) => uid ?? ''));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((uid) => !uids.has(uid))).toEqual([]);
  });

  test.each([sourcesFile, appsFile])('%s reads no variable that .env.example does not have', (file) => {
    const named = [...read(file).matchAll(/(?<!\$)\$\{?([A-Z]\w+)/g)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !documented.has(name))).toEqual([]);
  });

  test('docker-compose.yaml gives Grafana every variable, or its start does', () => {
    const given = new Set([
      ...Object.keys(compose.services['grafana']?.environment ?? {}),
      ...[...read('observability/grafana/start.sh').matchAll(/^(\w+)=/gm)].map(([, name]) => name),
    ]);
    const provisioned = globSync('provisioning/{datasources,plugins,dashboards,alerting}/*.yaml', { cwd: root });
    const named = provisioned.flatMap((file) =>
      [...read(file).matchAll(/(?<!\$)\$\{?((?:GF|LENS)_\w+)/g)].map(([, name]) => name),
    );
    expect(named.filter((name) => !given.has(name))).toEqual([]);
  });

  test('every plugin of the app may be loaded unsigned', () => {
    const allowed = /^allow_loading_unsigned_plugins = (.+)$/m
      .exec(read('observability/grafana/grafana.ini'))?.[1]
      ?.split(',');
    const plugins = globSync('plugin/src/**/plugin.json', { cwd: root }).map(
      (file) => z.looseObject({ id: text }).parse(JSON.parse(read(file))).id,
    );
    expect([...(allowed ?? [])].sort()).toEqual(plugins.sort());
  });
});

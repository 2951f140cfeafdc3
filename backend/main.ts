/**
 * The one place where the parts are put together. Read from here: the spool and its recorder, the database, the gateway,
 * the query API, the pages, the demo, and the order in which they start and stop.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Express } from 'express';
import type { Pool } from 'pg';
import {
  apiTokenCheck,
  createAuth,
  createSignInCode,
  loadSecrets,
  owner,
  withEnvironmentSecrets,
  type Secrets,
} from './auth';
import type { StoredSummary } from './call';
import { createAdmission, createCapture, createRecorderHealth, openSpool, spoolSize, startRecorder } from './capture';
import { loadConfig, type LensConfig } from './config';
import { sendDemoCalls, startDemoProvider } from './demo';
import { createGateway, createHttpServer, gatewayTokenCheck, shutDown } from './gateway';
import { createActivityRoutes } from './live';
import { faultOf, type Log } from './log';
import { createPages } from './pages';
import { loadModelNames } from './prices';
import { createChain, createEnvironments, validatePolicy, type Elsewhere, type PolicyChain } from './policies';
import {
  createHealthRoutes,
  createQueryRoutes,
  createRateLimit,
  createScoreRoutes,
  createTraceRoutes,
  loadCallPage,
  loadErrors,
  loadPageComparison,
  loadPageView,
  loadSessionCalls,
  loadSessions,
  startViewBuilder,
  type ViewBuilder,
} from './query';
import { announcement, type Announcement } from './start/announce';
import { readArguments, usage } from './start/arguments';
import { configFile } from './start/configFile';
import { openDatabase } from './start/database';
import { letDashboardsRead } from './start/letDashboardsRead';
import { withDemo } from './start/demo';
import { openFaults } from './start/faults';
import { gatewayStart } from './start/gatewayStart';
import { startHousekeeping } from './start/housekeeping';
import { openLiveFeed, type Live } from './start/liveFeed';
import { listen } from './start/listen';
import type { LogOf } from './start/log';
import { openLog, recordsOf } from './start/openLog';
import { recorderSettings } from './start/recorderSettings';
import { removeRunFile, writeRunFile } from './start/runFile';
import { fail, stopOnSignal } from './start/stopOnSignal';
import { startBodyThreads, startPageThread } from './start/threads';
import { watchStorage } from './start/watchStorage';
import {
  createPool,
  findBinaries,
  hallucinationRate,
  listCalls,
  recordStart,
  writeErrors,
  type GatewayStart,
} from './store';
import {
  createMetricsRoutes,
  createRecorderReadings,
  admissionReadings,
  databaseReadings,
  gatewayReadings,
  limitReadings,
  liveReadings,
  observeQueries,
  openMetrics,
  policyReadings,
  processReadings,
  spoolReadings,
  storageReadings,
  viewReadings,
  type Metrics,
  type RealtimeCounts,
} from './telemetry';
import { tracePool, traceRequests } from './traced';
import { startTracer } from './tracing';
import { grafanaLinks, openTraceSource, type CallInTime } from './traces';

const version = '0.1.0';
const dist = import.meta.dirname;
const pricesFile = path.join(dist, 'prices.json');
/** For a given database to be prepared; beyond it the start goes on without the demo's calls. */
const demoPatienceMs = 5_000;

/** Starts everything; gives the function that stops it. */
async function start(args: string[], env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const { demo } = readArguments(args);
  const configured = readConfig(env);
  const log = openLog(configured);
  const faults = openFaults(configured, version, log.logOf);
  const { logOf } = faults;
  const provider = demo ? await startDemoProvider() : null;
  const config = provider === null ? configured : withDemo(configured, provider.url);
  const dataDir = makeDataDir(config);
  const tracer = await startTracer({ config, version, env, log: logOf('tracing') });
  const secrets = withEnvironmentSecrets(loadSecrets(dataDir), env);
  const { metrics, realtime, listeners, onStored } = openMetrics(config, loadModelNames(pricesFile), tracer !== null);
  const live = openLiveFeed(config, logOf('live'));
  const told = [onStored, live.feed.stored, faults.stored];
  const storage = await openStorage(config, dataDir, logOf, (calls) => told.forEach((tell) => tell(calls)));
  faults.keepIn((errors) => writeErrors(storage.pool, errors));
  const threadsLog = logOf('threads');
  const bodies = startBodyThreads({ ...config, file: path.join(dist, 'bodyThread.js'), log: threadsLog });
  const pages = startPageThread({ file: path.join(dist, 'pageThread.js'), log: threadsLog });
  const { chains, environments, makeChain } = openPolicies(config, bodies.elsewhere, logOf('policies'));
  const gateway = createGateway({
    config,
    capture: createCapture(storage.spool, storage.admission),
    makeChain,
    isGatewayToken: gatewayTokenCheck(secrets.gatewayToken),
    isApiToken: apiTokenCheck({ full: secrets.apiToken, list: env.LENS_API_TOKENS }),
    identityKey: secrets.identityKey,
    log: logOf('gateway'),
    listeners: [...listeners, live.feed.listener],
    largeBodies: bodies.largeBodies,
  });
  const app = express().disable('x-powered-by');
  gateway.mount(app);
  const server = createHttpServer(app, config.limits, gateway.limitsHit);
  const url = await listen(server, config.server);
  const publicUrl = config.server.publicUrl ?? url;
  noteStart(storage, gatewayStart(config, version, secrets.identityKey), logOf('database'));
  const { views, readLimitsHit } = openViews(storage, secrets, logOf('views'));
  observeQueries(metrics, 'queries', storage.pool);
  metrics.addSource(() => ({
    ...storage.readings(),
    ...gatewayReadings(gateway.stats()),
    ...limitReadings(readLimitsHit, ...[gateway, environments, live, faults, log].map(({ limitsHit }) => limitsHit)),
    ...liveReadings(live.feed.stats()),
    luthien_build_info: [{ labels: { version, node_version: process.version }, value: 1 }],
    ...policyReadings(chains),
    ...viewReadings(views.stats()),
    ...processReadings(),
  }));
  mountReading(app, {
    config,
    env,
    secrets,
    dataDir,
    publicUrl,
    pool: storage.pool,
    views,
    metrics,
    realtime,
    live,
    limitsHit: readLimitsHit,
    logOf,
    renderPage: pages.render,
  });

  if (demo) await sendDemoCallsOnce(storage, url);
  sayStarted(config, secrets, { url, publicUrl, demo, dataDir, spool: storage.size });

  return async () => {
    removeRunFile(dataDir);
    // Its streams would keep the server open.
    await live.feed.close();
    await shutDown(server, gateway, config.limits.stopMs);
    await bodies.stop();
    await pages.stop();
    await environments.close();
    await views.stop();
    await provider?.stop();
    await faults.close();
    await storage.close();
    await Promise.all([tracer?.stop(), log.close()]);
  };
}

function openViews({ connectionString }: Pick<Storage, 'connectionString'>, { digestKey }: Secrets, log: Log) {
  const data = { connectionString, digestKey };
  const readLimitsHit = { busy: 0, view_too_slow: 0, view_too_large: 0, rate_limited: 0 };
  const views = startViewBuilder({ file: path.join(dist, 'viewBuilder.js'), data, limitsHit: readLimitsHit, log });
  return { views, readLimitsHit };
}

function makeDataDir({ storage }: LensConfig): string {
  const dataDir = path.resolve(storage.dataDir);
  mkdirSync(dataDir, { recursive: true });
  return dataDir;
}

/** For charts' annotations; a start goes on without. */
function noteStart({ ready, pool }: Pick<Storage, 'ready' | 'pool'>, start: GatewayStart, log: Log): void {
  ready
    .then((isReady) => (isReady ? recordStart(pool, start) : undefined))
    .catch((error: unknown) => log.warn(faultOf(error), 'This start was not noted for annotations.'));
}

type Storage = Awaited<ReturnType<typeof openStorage>>;

type Started = Pick<Announcement, 'demo' | 'dataDir' | 'spool'> & { url: string; publicUrl: string };

function sayStarted(config: LensConfig, { gatewayToken }: Secrets, { url, publicUrl, ...started }: Started): void {
  const signInUrl = `${publicUrl}/login?code=${createSignInCode(started.dataDir, owner, Date.now())}`;
  const keyed = Object.values(config.upstreams).flatMap(({ name, apiKey }) => (apiKey === null ? [] : [name]));
  writeRunFile(started.dataDir, { url, pid: process.pid, signInUrl });
  process.stdout.write(announcement({ url: publicUrl, signInUrl, gatewayToken, keyed, ...started }));
}

function readConfig(env: NodeJS.ProcessEnv): LensConfig {
  return loadConfig({
    file: configFile(env, process.cwd()),
    env,
    checkPolicy: (use, options) => {
      const problems = validatePolicy({ use, options });
      return problems.length === 0 ? null : `${problems.join('; ')}.`;
    },
  });
}

type OnStored = (calls: StoredSummary[]) => void;

/** The spool, the recorder behind it, and the database behind that. */
async function openStorage(config: LensConfig, dataDir: string, logOf: LogOf, onStored: OnStored) {
  const { capture, storage } = config;
  const dir = path.join(dataDir, 'spool');
  const size = spoolSize(dir, capture);
  const health = createRecorderHealth(() => performance.now());
  // The spool's lock comes first: it is what tells a second start on the same folder from the first.
  const spool = openSpool({
    dir,
    durability: capture.durability,
    ...size,
    whenFull: capture.whenFull,
    isRecorderAway: () => health.isAway(),
    log: logOf('spool'),
    now: Date.now,
  });
  logOf('spool').info({ max_bytes: size.maxBytes, by_disk: size.isByDisk }, 'the spool is open');
  const admission = createAdmission({
    hasRoom: (bytes, calls) => spool.hasRoom(bytes, calls),
    isRecorderAway: () => health.isAway(),
    refuses: capture.whenFull === 'refuse',
    waitMs: config.limits.recordingWaitMs,
    log: logOf('admission'),
    now: () => performance.now(),
  });
  const database = await openDatabase({
    databaseUrl: storage.databaseUrl,
    dataDir,
    findBinaries: () => findBinaries(import.meta.url),
    migrationsDir: path.join(dist, 'migrations'),
    log: logOf('database'),
  });
  const { connectionString, ready } = database;
  const pool = tracePool(createPool({ connectionString, log: logOf('database') }));
  const recorder = startRecorder({
    file: path.join(dist, 'recorder.js'),
    data: {
      dir,
      connectionString,
      prices: { file: pricesFile, own: config.prices },
      restBytes: size.maxBytes / 10,
      records: recordsOf(config),
      ...recorderSettings(config, version),
    },
    written: () => spool.sequence(),
    health,
    onStored,
    heapBytes: capture.recorderMemoryBytes,
    log: logOf('recorder'),
  });
  const keeping = { pool, log: logOf('housekeeping'), now: Date.now };
  const housekeeping = ready.then((isReady) =>
    isReady ? startHousekeeping({ ...keeping, retentionDays: storage.retentionDays }) : null,
  );
  void letDashboardsRead({ database, ...storage, log: logOf('database') });
  const watch = watchStorage({ ...keeping, dataDir, ownServer: storage.databaseUrl === null });
  const recorderReadings = createRecorderReadings(() => performance.now());
  return {
    spool,
    size,
    admission,
    pool,
    connectionString,
    ready,
    readings: () => ({
      ...admissionReadings(admission.stats()),
      ...spoolReadings(spool.stats()),
      ...recorderReadings(recorder.stats(), spool.sequence()),
      ...databaseReadings({ queries: pool }),
      ...storageReadings({ sizes: watch.sizes(), disk: watch.disk() }),
    }),
    async close() {
      await spool.close();
      await recorder.stop({ drain: config.limits.stopMs });
      watch.stop();
      await database.stop(async () => {
        (await housekeeping)?.();
        await pool.end();
      });
    },
  };
}

interface Reading {
  config: LensConfig;
  env: NodeJS.ProcessEnv;
  secrets: Secrets;
  dataDir: string;
  publicUrl: string;
  pool: Pool;
  views: ViewBuilder;
  metrics: Metrics;
  realtime: RealtimeCounts;
  live: Live;
  limitsHit: { rate_limited: number };
  logOf: LogOf;
  renderPage: (task: string) => Promise<string>;
}

/** Everything that is read: health, sign-in, metrics, the query API and the pages. */
function mountReading(app: Express, reading: Reading): void {
  const { config, env, secrets, dataDir, publicUrl, pool, views, metrics, realtime, limitsHit, logOf, renderPage } =
    reading;
  const auth = createAuth({
    dataDir,
    sessionKey: secrets.sessionKey,
    apiToken: secrets.apiToken,
    apiTokens: env.LENS_API_TOKENS,
    secure: publicUrl.startsWith('https:'),
    linkCommand: 'npm run sign-in-link',
    now: Date.now,
  });
  const { url, ...dataSources } = config.grafana;
  const view = {
    pool,
    log: logOf('query'),
    views,
    traces: openTraceSource(config, (error) =>
      logOf('traces').warn(faultOf(error), 'The tracing backend gives no traces: the spans of records are shown.'),
    ),
    ...(url !== null && { links: (call: CallInTime) => grafanaLinks({ url, ...dataSources }, call) }),
  };
  const { principalOf } = auth;
  const perMinute = config.api.rateLimitPerMinute;
  const rateLimit = createRateLimit({ perMinute, limitsHit, now: Date.now, principalOf });
  // Behind the model calls, whose spans are made of their records.
  app.use(traceRequests(), createHealthRoutes({ pool }), auth.routes);
  app.use(
    createMetricsRoutes({
      metrics,
      counts: realtime,
      hallucinationRate: () => hallucinationRate(pool),
      auth,
      rateLimit,
      onError: (error) => logOf('metrics').error(faultOf(error), 'The metrics could not be gathered.'),
    }),
  );
  app.use(
    createActivityRoutes({
      ...reading.live,
      auth,
      rateLimit,
      limits: config.live,
    }),
    createTraceRoutes({ ...view, auth, rateLimit }),
    createScoreRoutes({ ...view, auth, rateLimit }),
    createQueryRoutes({ ...view, auth, rateLimit, version }),
  );
  app.use(
    createPages({
      loadView: (callId, reader, inlineBytes) => loadPageView(view, callId, reader, inlineBytes),
      loadComparison: (query, reader, inlineBytes) => loadPageComparison(view, query, reader, inlineBytes),
      listCalls: (query, reader) => loadCallPage(pool, query, reader),
      listSessions: (query, reader) => loadSessions(pool, query, reader),
      loadSession: (sessionId, query, reader) => loadSessionCalls(pool, sessionId, query, reader),
      listErrors: (query) => loadErrors(pool, query, Date.now()),
      auth,
      assetsDir: path.join(dist, 'pages'),
      render: renderPage,
      rateLimit,
      publicUrl,
      onError: (error) => logOf('pages').error(faultOf(error), 'A page could not be made.'),
      now: Date.now,
    }),
  );
}

/** The chains of all routes, each made when it is asked for. */
function openPolicies({ limits, policies }: LensConfig, elsewhere: Elsewhere, log: Log) {
  const environments = createEnvironments({ heldBackChars: limits.heldBackChars, clock: { now: Date.now } });
  const chains: PolicyChain[] = [];
  const makeChain = (names: readonly string[]): PolicyChain => {
    const chain = createChain(
      names.flatMap((name) => policies[name] ?? []),
      {
        environmentOf: (policy) => environments.of(policy),
        elsewhere,
        log,
        maxEventBytes: limits.responseBytes,
        unread: limits.unread,
      },
    );
    chains.push(chain);
    return chain;
  };
  return { chains, environments, makeChain };
}

/** The demo's calls, unless earlier ones are there: a second start keeps the data and does not repeat them. */
async function sendDemoCallsOnce(storage: { ready: Promise<boolean>; pool: Pool }, url: string): Promise<void> {
  if (!(await Promise.race([storage.ready, wait(demoPatienceMs, false)]))) {
    process.stdout.write('· The database does not answer yet: the demo calls are left to the next start.\n');
    return;
  }
  const { calls } = await listCalls(storage.pool, { limit: 1, provider: 'demo' });
  if (calls.length > 0) return;
  process.stdout.write('· Sending the demo calls.\n');
  await sendDemoCalls(url);
}

// Nobody reads on (a closed terminal, `npm start | head`): what would be said is lost, the calls go on.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) process.stdout.write(usage);
else start(args, process.env).then(stopOnSignal, fail);

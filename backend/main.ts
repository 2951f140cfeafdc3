/**
 * The one place where the parts are put together. Read from here: the spool and its recorder, the database, the gateway,
 * the query API, the pages, the demo, and the order in which they start and stop.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import express, { type Express } from 'express';
import type { Pool } from 'pg';
import {
  apiTokenCheck,
  createAuth,
  createSignInCode,
  loadSecrets,
  owner,
  withEnvironmentSecrets,
  type Auth,
  type Secrets,
} from './auth';
import { createCapture } from './capture';
import { loadConfig, type LensConfig } from './config';
import { sendDemoCalls, startDemoProvider } from './demo';
import { createGateway, createHttpServer, gatewayTokenCheck, shutDown, type Gateway } from './gateway';
import { createActivityRoutes } from './live';
import { faultOf, type Log } from './log';
import { createPages } from './pages';
import { loadModelNames } from './prices';
import { validatePolicy, type PolicyChain } from './policies';
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
  loadPolicies,
  loadSessionCalls,
  loadSessions,
  startViewBuilder,
  type ViewBuilder,
} from './query';
import { announcement, type Announcement } from './start/announce';
import { readArguments, usage, type Arguments } from './start/arguments';
import { configFile } from './start/configFile';
import { sendDemoCallsOnce, withDemo } from './start/demo';
import { openFaults } from './start/faults';
import { configuredPolicies } from './start/configuredPolicies';
import { gatewayStart, noteStart } from './start/gatewayStart';
import { openIngestion, type Ingestion } from './start/ingestion';
import { openLiveFeed, type Live } from './start/liveFeed';
import { listen } from './start/listen';
import type { LogOf } from './start/log';
import { openLog } from './start/openLog';
import { openPolicies } from './start/openPolicies';
import { openStorage } from './start/openStorage';
import { removeRunFile, writeRunFile } from './start/runFile';
import { fail, stopOnSignal } from './start/stopOnSignal';
import { startBodyThreads, startPageThread } from './start/threads';
import { findCallsOfTrace, findSpans, hallucinationRate, writeErrors } from './store';
import {
  createMetricsRoutes,
  gatewayReadings,
  ingestionReadings,
  limitReadings,
  liveReadings,
  observeQueries,
  openMetrics,
  policyReadings,
  processReadings,
  viewReadings,
  type Metrics,
  type MetricSource,
  type RealtimeCounts,
} from './telemetry';
import { traceRequests } from './traced';
import { startTracer } from './tracing';
import { grafanaLinks, openTraceSource, withToldSpans, type CallInTime } from './traces';

const version = '0.1.0';
const dist = import.meta.dirname;
const pricesFile = path.join(dist, 'prices.json');

/** Starts everything; gives the function that stops it. */
async function start({ demo }: Arguments, env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
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
  const storage = await openStorage({
    ...{ config, version, dataDir, dist, pricesFile, logOf, onRecords: live.feed.recorded },
    digestKey: secrets.digestKey,
    onStored: (calls) => [onStored, live.feed.stored, faults.stored].forEach((tell) => tell(calls)),
  });
  faults.keepIn((errors) => writeErrors(storage.pool, errors));
  const bodies = startBodyThreads({ ...config, file: path.join(dist, 'bodyThread.js'), log: logOf('threads') });
  const pages = startPageThread({ file: path.join(dist, 'pageThread.js'), log: logOf('threads') });
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
  const server = createHttpServer(app, config.limits, gateway);
  const url = await listen(server, config.server);
  const publicUrl = config.server.publicUrl ?? url;
  const auth = openAuth({ dataDir, secrets, publicUrl, apiTokens: env.LENS_API_TOKENS });
  const ingestion = openIngestion({
    ...{ config, auth, spool: storage.spool, identityKey: secrets.identityKey, log: logOf('ingestion') },
    ...{ largeBodies: bodies.largeBodies, readElsewhere: bodies.readIngested, urls: [url, publicUrl] },
  });
  // Before the gateway, to which everything below /v1/ is a model's.
  app.use(ingestion.routes);
  gateway.mount(app);
  noteStart(storage, gatewayStart(config, version, secrets), logOf('database'));
  const { views, readLimitsHit } = openViews(storage, secrets, logOf('views'));
  observeQueries(metrics, 'queries', storage.pool);
  metrics.addSource(
    figuresOf({ storage, gateway, ingestion, live, chains, views }, [
      readLimitsHit,
      ...[gateway, ingestion, environments, live, faults, log].map(({ limitsHit }) => limitsHit),
    ]),
  );
  mountReading(app, {
    config,
    auth,
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

  if (demo) await sendDemoCallsOnce(storage, () => sendDemoCalls(url));
  sayStarted(config, secrets, { url, publicUrl, demo, dataDir, spool: storage.size });

  return async () => {
    removeRunFile(dataDir);
    // Its streams would keep the server open.
    await live.feed.close();
    await shutDown(server, gateway, config.limits.stopMs);
    await Promise.all([bodies.stop(), pages.stop()]);
    await environments.close();
    await views.stop();
    await provider?.stop();
    await faults.close();
    await storage.close();
    await Promise.all([tracer?.stop(), log.close()]);
  };
}

interface Counting {
  storage: Storage;
  gateway: Gateway;
  ingestion: Ingestion;
  live: Live;
  chains: PolicyChain[];
  views: ReturnType<typeof startViewBuilder>;
}

/** What each part has to tell at a scrape. */
function figuresOf(parts: Counting, limitsHit: Readonly<Record<string, number>>[]): MetricSource {
  const { storage, gateway, ingestion, live, chains, views } = parts;
  return () => ({
    ...storage.readings(),
    ...gatewayReadings(gateway.stats()),
    ...limitReadings(...limitsHit),
    ...ingestionReadings(ingestion.tally, ingestion.spansIgnored),
    ...liveReadings(live.feed.stats()),
    luthien_build_info: [{ labels: { version, node_version: process.version }, value: 1 }],
    ...policyReadings(chains),
    ...viewReadings(views.stats()),
    ...processReadings(),
  });
}

function openViews({ connectionString }: Pick<Storage, 'connectionString'>, { digestKey }: Secrets, log: Log) {
  const data = { connectionString, digestKey };
  const readLimitsHit = { busy: 0, view_too_slow: 0, view_too_large: 0, rate_limited: 0, search_calls: 0 };
  const views = startViewBuilder({ file: path.join(dist, 'viewBuilder.js'), data, limitsHit: readLimitsHit, log });
  return { views, readLimitsHit };
}

function makeDataDir({ storage }: LensConfig): string {
  const dataDir = path.resolve(storage.dataDir);
  mkdirSync(dataDir, { recursive: true });
  return dataDir;
}

type Storage = Awaited<ReturnType<typeof openStorage>>;

interface Doors {
  dataDir: string;
  secrets: Secrets;
  publicUrl: string;
  apiTokens: string | undefined;
}

function openAuth({ dataDir, secrets, publicUrl, apiTokens }: Doors): Auth {
  return createAuth({
    dataDir,
    sessionKey: secrets.sessionKey,
    apiToken: secrets.apiToken,
    apiTokens,
    secure: publicUrl.startsWith('https:'),
    linkCommand: 'npm run sign-in-link',
    now: Date.now,
  });
}

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

interface Reading {
  config: LensConfig;
  auth: Auth;
  publicUrl: string;
  pool: Pool;
  views: ViewBuilder;
  metrics: Metrics;
  realtime: RealtimeCounts;
  live: Live;
  limitsHit: { rate_limited: number; search_calls: number };
  logOf: LogOf;
  renderPage: (task: string) => Promise<string>;
}

/** Everything that is read: health, sign-in, metrics, the query API and the pages. */
function mountReading(app: Express, reading: Reading): void {
  const { config, auth, publicUrl, pool, views, metrics, realtime, limitsHit, logOf, renderPage } = reading;
  const { url, ...dataSources } = config.grafana;
  const view = {
    pool,
    log: logOf('query'),
    views,
    traces: withToldSpans(
      openTraceSource(config, (error) =>
        logOf('traces').warn(faultOf(error), 'The tracing backend gives no traces: the spans of records are shown.'),
      ),
      {
        spansOf: (traceId, most) => findSpans(pool, traceId, most),
        callsOf: (traceId, most) => findCallsOfTrace(pool, traceId, most),
      },
      config.telemetry.serviceName,
    ),
    ...(url !== null && { links: (call: CallInTime) => grafanaLinks({ url, ...dataSources }, call) }),
  };
  const { principalOf } = auth;
  const perMinute = config.api.rateLimitPerMinute;
  const search = { calls: config.api.searchCalls, limitsHit };
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
    createQueryRoutes({ ...view, auth, rateLimit, search, version, policies: configuredPolicies(config) }),
  );
  app.use(
    createPages({
      loadView: (callId, reader, inlineBytes) => loadPageView(view, callId, reader, inlineBytes),
      loadComparison: (query, reader, inlineBytes) => loadPageComparison(view, query, reader, inlineBytes),
      listCalls: (query, reader) => loadCallPage(pool, query, reader, search),
      listPolicies: () => loadPolicies(pool, configuredPolicies(config), {}),
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

// Nobody reads on (a closed terminal, `npm start | head`): what would be said is lost, the calls go on.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
try {
  const args = readArguments(process.argv.slice(2));
  if (args.help) process.stdout.write(usage);
  else start(args, process.env).then(stopOnSignal, fail);
} catch (error) {
  fail(error);
}

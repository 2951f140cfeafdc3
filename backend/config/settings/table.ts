import { capture } from './capture';
import { headers } from './headers';
import { ingest } from './ingest';
import { limits } from './limits';
import { live } from './live';
import { logs, loki } from './logs';
import { chain, passthrough, policy } from './policies';
import { price } from './prices';
import { api, server } from './server';
import type { Fields } from './setting';
import { grafana, storage } from './storage';
import { sampling, telemetry } from './telemetry';
import { traces } from './traces';
import { route, upstream } from './upstreams';

/** The sections of `lens.yaml` whose settings exist once. */
export const sections = {
  server,
  api,
  headers,
  limits,
  capture,
  ingest,
  storage,
  telemetry,
  sampling,
  logs,
  loki,
  live,
  traces,
  grafana,
} satisfies Record<string, Fields>;

/** Settings that stand in no section. */
export const plain = { chain, passthrough } satisfies Fields;

/** The sections that have any number of entries, with what each entry may say. */
export const entries = {
  upstreams: upstream,
  routes: route,
  policies: policy,
  prices: price,
} satisfies Record<string, Fields>;

/** What stands above the variables of a section in `.env.example`. */
export const titles: Readonly<Record<string, string>> = {
  server: 'Where to listen, and how people reach this server.',
  api: 'How often one token or sign-in may ask the query API and /metrics, and how far a search goes for one page.',
  limits: 'Limits.',
  capture: 'Capture and its spool.',
  ingest: 'Calls that other gateways and SDKs made.',
  storage: 'Everything kept on disk: spool, embedded database, secrets.',
  telemetry: 'Traces of calls, for OpenTelemetry.',
  sampling: 'Which calls leave traces and logs; the database has them all.',
  logs: 'Records of calls in the log.',
  loki: 'Loki, for log and records.',
  live: 'The live feed.',
  traces: 'Where the spans of a call’s page come from.',
  passthrough: 'Paths below /v1/ beside the two main routes: allow or refuse.',
};

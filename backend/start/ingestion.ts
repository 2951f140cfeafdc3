import type { Router } from 'express';
import type { Auth } from '../auth';
import { createSpanCapture, createWholeCapture, type openSpool } from '../capture';
import type { LensConfig } from '../config';
import { createModeOfModel, type LargeBodies } from '../gateway';
import {
  createIngestRoutes,
  createIntake,
  createSpanIntake,
  createTally,
  runIngestTask,
  type Ingested,
  type IngestTask,
  type IngestionLimitsHit,
  type IngestionTally,
} from '../ingest';
import type { Log } from '../log';

export interface Ingestion {
  routes: Router;
  tally: Readonly<IngestionTally>;
  spansIgnored: Readonly<Record<string, number>>;
  limitsHit: IngestionLimitsHit & { ingested_body_not_redacted: number };
}

interface Given {
  config: LensConfig;
  spool: ReturnType<typeof openSpool>;
  auth: Auth;
  identityKey: string | Uint8Array;
  largeBodies: LargeBodies;
  /** Reads a large body beside the event loop. */
  readElsewhere: <Task extends IngestTask>(task: Task) => Promise<Ingested<Task>>;
  /** Where this gateway is reached. */
  urls: readonly string[];
  log: Log;
}

/** Days for which calls get a partition of their own. */
const mostDays = 400;

/** Where calls come on record that other gateways and SDKs made. */
export function openIngestion({
  config,
  spool,
  auth,
  identityKey,
  largeBodies,
  readElsewhere,
  urls,
  log,
}: Given): Ingestion {
  const { limits, ingest, storage } = config;
  const limitsHit = {
    ingestion_busy: 0,
    ingestion_body: 0,
    ingestion_batch: 0,
    ingestion_spans: 0,
    ingestion_no_room: 0,
    ingested_span_bytes: 0,
    ingested_body_not_redacted: 0,
  };
  const tally = createTally();
  const modeOf = createModeOfModel(config);
  const maxAgeMs = Math.min(storage.retentionDays, mostDays) * 86_400_000;
  const shared = { identityKey, maxAgeMs, tally, now: Date.now };
  const intake = createIntake({
    ...shared,
    capture: createWholeCapture(spool),
    largeBodies,
    modeOf,
    maxStreamBytes: limits.responseBytes,
    log,
    notKept: () => void (limitsHit.ingested_body_not_redacted += 1),
  });
  const spanIntake = createSpanIntake({ ...shared, write: createSpanCapture(spool), mode: modeOf(null) });
  const read = <Task extends IngestTask>(task: Task): Promise<Ingested<Task>> =>
    task.bytes.length < largeBodies.leastBytes ? Promise.resolve(runIngestTask(task)) : readElsewhere(task);
  const readLimits = { jsonDepth: limits.jsonDepth, jsonValues: limits.jsonValues, batchCalls: ingest.batchCalls };
  const { batchSpans, spanBytes } = ingest;
  const spansOptions = { ...readLimits, batchSpans, spanBytes, ownAddresses: urls.flatMap(addressesOf) };
  const spansIgnored = { no_model_call: 0, own: 0, through_gateway: 0 };
  const routes = createIngestRoutes({
    auth,
    intake,
    spanIntake,
    tally,
    limits: ingest,
    limitsHit,
    log,
    spansIgnored,
    readSpans: (bytes, isJson) => read({ ingest: 'spans', bytes, options: { ...spansOptions, isJson } }),
    readEvents: (bytes, isLines) => read({ ingest: 'events', bytes, isLines, limits: readLimits }),
  });
  return { routes, tally, spansIgnored, limitsHit };
}

const ofThisMachine: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/** As `server.address` and `server.port` have it; a machine has several names for itself. */
function addressesOf(url: string): string[] {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const names = ofThisMachine.has(host) ? [...ofThisMachine] : [host];
  return names.map((name) => `${name}:${port || (protocol === 'https:' ? '443' : '80')}`);
}

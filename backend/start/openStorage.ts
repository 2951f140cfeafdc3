import path from 'node:path';
import { createArchive, type Archive } from '../archive';
import type { FeedRecord, StoredSummary } from '../call';
import { createAdmission, createRecorderHealth, openSpool, spoolSize, startRecorder } from '../capture';
import type { LensConfig } from '../config';
import type { Log } from '../log';
import { createPool, findBinaries } from '../store';
import {
  admissionReadings,
  createRecorderReadings,
  databaseReadings,
  spoolReadings,
  storageReadings,
} from '../telemetry';
import { tracePool } from '../traced';
import { openDatabase } from './database';
import { letDashboardsRead } from './letDashboardsRead';
import { startHousekeeping } from './housekeeping';
import type { LogOf } from './log';
import { recordsOf } from './openLog';
import { moveOldWords, type Moving } from './moveOldWords';
import { recorderSettings } from './recorderSettings';
import { watchStorage, type StorageWatch } from './watchStorage';

export interface OpenStorageOptions {
  config: LensConfig;
  version: string;
  dataDir: string;
  /** Where the bundles and what lies beside them are. */
  dist: string;
  pricesFile: string;
  /** The data folder's own. */
  digestKey: string;
  logOf: LogOf;
  onStored: (calls: StoredSummary[]) => void;
  onRecords: (records: FeedRecord[]) => void;
}

/** The spool, the recorder behind it, and the database behind that. */
export async function openStorage(options: OpenStorageOptions) {
  const { config, version, dataDir, dist, pricesFile, digestKey, logOf, onStored, onRecords } = options;
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
  const admission = openAdmission(config, spool, health, logOf('admission'));
  const database = await openDatabase({
    databaseUrl: storage.databaseUrl,
    dataDir,
    findBinaries: () => findBinaries(path.join(dist, 'main.js')),
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
      behindBytes: size.maxBytes / 2,
      records: recordsOf(config),
      wordThread: path.join(dist, 'wordThread.js'),
      ...recorderSettings(config, version, digestKey),
    },
    written: () => spool.sequence(),
    ...{ health, onStored, onRecords },
    heapBytes: capture.recorderMemoryBytes,
    log: logOf('recorder'),
  });
  const keeping = { pool, log: logOf('housekeeping'), now: Date.now };
  const archive = storage.archiveDir === null ? null : createArchive({ ...keeping, dir: storage.archiveDir });
  const housekeeping = ready.then((isReady) =>
    isReady ? startHousekeeping({ ...keeping, ...storage, archive, calllessHours: config.ingest.calllessHours }) : null,
  );
  const moving = moveOldWords({ ...keeping, ready: ready.then((isReady) => isReady && storage.moveOldWords) });
  void letDashboardsRead({ database, ...storage, log: logOf('database') });
  const watch = watchStorage({ ...keeping, ready, dataDir, ownServer: storage.databaseUrl === null });
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
      ...readStorage(watch, archive, moving),
    }),
    async close() {
      await spool.close();
      await recorder.stop({ drain: config.limits.stopMs });
      watch.stop();
      await database.stop(async () => {
        (await housekeeping)?.();
        await moving.stop();
        await pool.end();
      });
    },
  };
}

function readStorage(watch: StorageWatch, archive: Archive | null, moving: Moving) {
  const stats = archive?.stats() ?? null;
  return storageReadings({ sizes: watch.sizes(), disk: watch.disk(), archive: stats, movedCalls: moving.moved() });
}

type Spool = ReturnType<typeof openSpool>;
type Health = ReturnType<typeof createRecorderHealth>;

function openAdmission({ capture, limits }: LensConfig, spool: Spool, health: Health, log: Log) {
  return createAdmission({
    hasRoom: (bytes, calls) => spool.hasRoom(bytes, calls),
    isRecorderAway: () => health.isAway(),
    refuses: capture.whenFull === 'refuse',
    waitMs: limits.recordingWaitMs,
    log,
    now: () => performance.now(),
  });
}

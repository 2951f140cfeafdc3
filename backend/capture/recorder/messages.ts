import type { OwnPrice } from '@lens/core/pricing';
import type { FeedRecord, SamplingSettings, StoredSummary } from '../../call';
import type { LensConfig, TelemetryOfProgram } from '../../config';
import type { RecorderStats } from './recorder';

/** What the gateway's process gives the recorder's at its start. Must survive structured cloning. */
export interface RecorderData {
  dir: string;
  connectionString: string;
  /** The database's server is ours, on this machine. */
  ownServer: boolean;
  /** Which bodies SQL can read; all where nothing is said. */
  kept?: LensConfig['storage']['bodiesInSql'];
  /** Of conversations in memory; 64 MB where nothing is said. */
  transcriptsBytes?: number;
  /** By which those from before a start are found again; they begin anew where nothing is said. */
  transcriptKey?: string;
  /** The program of the thread that makes the words of calls; the recorder's own thread does where nothing is said. */
  wordThread?: string;
  /** Spans around the calls of one trace; a thousand where nothing is said. */
  traceSpans?: number;
  /** Of a call with more bytes than this the beginning is stored, and it is neither rebuilt nor compared. */
  callBytes: number;
  /** The price table; without it nobody asks what calls cost. */
  prices?: { file: string; own: readonly OwnPrice[] };
  /** A call of which nothing was heard for so long will not end any more. */
  openCallMs: number;
  /** What may wait unread in the spool while the recorder rests. */
  restBytes: number;
  /** With so much unread in the idle class it is behind at once. */
  behindBytes: number;
  /** So long without having caught up, it is behind; ten seconds where nothing is said. */
  behindMs?: number;
  /** What its process may take for objects. */
  heapBytes: number;
  /** Which calls leave traces and logs; all where nothing is said. */
  sampling?: SamplingSettings;
  /** What is sent of them; nothing where nothing is said. */
  telemetry?: TelemetryOfProgram;
  /** Which records of calls are written where; none where nothing is said. */
  records?: RecordsData;
}

interface RecordsData extends Pick<LensConfig['logs'], 'payloads' | 'streamChunks'> {
  service: string;
  /** To standard output. */
  print: boolean;
  /** To the live feed. */
  feed: boolean;
  /** Null without an address. */
  loki: (LensConfig['loki'] & { url: string }) | null;
}

export type ToRecorder =
  { type: 'start'; data: RecorderData } | { type: 'gateway'; busy: boolean } | { type: 'stop'; drainMs: number };

export type FromRecorder =
  | { type: 'log'; level: 'info' | 'warn' | 'error'; fields: object; message: string }
  | { type: 'stats'; stats: RecorderStats }
  /** A batch of calls is stored. */
  | { type: 'stored'; calls: StoredSummary[] }
  /** For the live feed. */
  | { type: 'records'; records: FeedRecord[] }
  /** It is behind in the idle class, and ends so that another one takes over. */
  | { type: 'leaving' };

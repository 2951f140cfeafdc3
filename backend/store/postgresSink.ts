import type { ClientBase, PoolClient } from 'pg';
import type { Sink } from '../call';
import { codeOf } from '../errors';
import { silentLog, type Log } from '../log';
import { sessionToIdleClass } from '../process/idleClass';
import { createPool } from './createPool';
import { createFormerTranscripts } from './transcript/formerTranscripts';
import { createTranscripts } from './transcript/transcripts';
import type { KeptForSql } from './write/encodeEvent';
import { writeSpans } from './spans/writeSpans';
import { writeBatch } from './write/writeBatch';
import { keepMerged } from './words/keepMerged';
import type { MakeWordRows } from './words/wordRows';

/** A connection that hangs (a black hole behind a firewall) must become an error, or nothing is ever tried again. */
const connectTimeoutMs = 5_000;
const queryTimeoutMs = 60_000;
/** The rows of a batch are made while another one is written: half of a drain was waiting for the server. */
const parallelWrites = 2;
/** A batch takes a few statements, each with that limit of its own. */
const writeTimeoutMs = 5 * queryTimeoutMs;

/** SQLSTATE classes that blame the data: data exception, integrity constraint, program limit exceeded. */
const poisonClasses = new Set(['22', '23', '54']);

export interface PostgresSinkOptions {
  connectionString: string;
  /** The database's server is ours, on this machine. */
  ownServer: boolean;
  /** What of the bodies can be read in SQL; all by default. */
  kept?: KeptForSql;
  /** Of conversations that go on, in memory; 64 MB by default. */
  transcriptsBytes?: number;
  /** By it, the data folder's own, a conversation's transcripts are found again after a start; without it they begin anew. */
  transcriptKey?: string;
  /** Where the words of calls are made; in this thread by default. */
  makeWords?: MakeWordRows;
  /** Spans around the calls of one trace; a thousand by default. */
  traceSpans?: number;
}

/** `conversation_calls` and `conversation_events`, and `trace_spans` around them. */
export function createPostgresSink(
  {
    connectionString,
    ownServer,
    kept = 'all',
    transcriptsBytes,
    transcriptKey,
    makeWords,
    traceSpans = 1000,
  }: PostgresSinkOptions,
  log: Log,
): Sink {
  let isInBackground = false;
  let spansBeyond = 0;
  const steppedBack = new WeakSet<ClientBase>();
  const former = createFormerTranscripts(transcriptKey ?? null, kept);
  const transcripts = createTranscripts(
    former.ids,
    transcriptsBytes === undefined ? {} : { keptBytes: transcriptsBytes },
  );
  const pool = createPool({
    connectionString,
    max: parallelWrites,
    connectTimeoutMs,
    queryTimeoutMs,
    statementTimeoutMs: queryTimeoutMs,
    applicationName: 'luthien-lens recorder',
    // An idle connection that is lost is no trouble: the next write finds out by itself.
    log: { ...silentLog, warn: (fields, message) => log.info(fields, message) },
  });

  async function withClient(signal: AbortSignal, work: (client: ClientBase) => Promise<void>): Promise<void> {
    const client = await pool.connect();
    const release = releaseOnce(client);
    // A query can't be taken back: its connection goes with it.
    signal.addEventListener('abort', () => release(true), { once: true });
    let failed = true;
    try {
      signal.throwIfAborted();
      if (isInBackground && !steppedBack.has(client)) {
        await stepServerBack(client);
        steppedBack.add(client);
      }
      await work(client);
      failed = false;
    } finally {
      release(failed);
    }
  }

  const merged = keepMerged(pool, log);
  return {
    name: 'postgres',
    required: true,
    isPoison,
    writeTimeoutMs,
    parallelWrites,
    get limitsHit() {
      return { transcripts_bytes: transcripts.forgotten(), trace_spans: spansBeyond };
    },
    async write(calls, signal, tellNew) {
      let newIds: readonly string[] = [];
      await withClient(signal, async (client) => {
        newIds = await writeBatch(client, calls, { transcripts, former, kept, makeWords });
        tellNew(newIds);
      });
      await merged(newIds);
    },
    async writeSpans(spans, signal) {
      await withClient(signal, async (client) => {
        spansBeyond += await writeSpans(client, spans, traceSpans);
      });
    },
    stepBack: () => void (isInBackground = ownServer),
    close: () => pool.end(),
  };
}

/** A client may be given back only once. */
function releaseOnce(client: PoolClient): (isBroken: boolean) => void {
  let released = false;
  return (isBroken) => {
    if (!released) client.release(isBroken);
    released = true;
  };
}

/** The server's process behind this connection; the server's others go on as before. */
async function stepServerBack(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  for (const { pid } of rows) await sessionToIdleClass(pid);
}

/** The database refuses the data itself, or it can't even be put into a statement. Anything else may pass. */
export function isPoison(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const code = codeOf(error);
  return code.length === 5 && poisonClasses.has(code.slice(0, 2));
}

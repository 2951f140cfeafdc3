import { createPool, writeRows } from '../../store';
import { codeOf } from '../errors';
import type { CaptureLog } from '../log';
import type { Sink } from './sink';

/** A connection that hangs (a black hole behind a firewall) must become an error, or nothing is ever tried again. */
const connectTimeoutMs = 5_000;
const queryTimeoutMs = 60_000;

/** SQLSTATE classes that blame the data: data exception, integrity constraint, program limit exceeded. */
const poisonClasses = new Set(['22', '23', '54']);

/** `conversation_calls` and `conversation_events`. */
export function createPostgresSink(connectionString: string, log: CaptureLog): Sink {
  const pool = createPool({
    connectionString,
    max: 1,
    connectTimeoutMs,
    queryTimeoutMs,
    statementTimeoutMs: queryTimeoutMs,
    applicationName: 'luthien-lens recorder',
    // An idle connection that is lost is no trouble: the next write finds out by itself.
    log: { info: ignore, warn: (message) => log.info({}, message), error: ignore },
  });
  return {
    name: 'postgres',
    required: true,
    isPoison,
    async write(calls) {
      const client = await pool.connect();
      let failed = true;
      try {
        await writeRows(
          client,
          calls.map(({ call }) => call),
          calls.flatMap(({ events }) => events),
        );
        failed = false;
      } finally {
        client.release(failed);
      }
    },
    close: () => pool.end(),
  };
}

const ignore = () => undefined;

/** The database refuses the data itself, or it can't even be put into a statement. Anything else may pass. */
export function isPoison(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const code = codeOf(error);
  return code.length === 5 && poisonClasses.has(code.slice(0, 2));
}

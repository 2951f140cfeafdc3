import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../log';
import { faultOf } from '../log';
import type { LokiClient } from './lokiClient';
import { isRefused } from './lokiError';

/** The lines of a process's log, on their way to Loki. */
export interface LokiLog {
  /** Returns at once, whatever state Loki is in. */
  write(line: string): void;
  /** Sends what is here, for so long at most. */
  close(graceMs: number): Promise<void>;
  waiting(): number;
}

interface LokiLogOptions {
  client: LokiClient;
  /** Where it is said that Loki is away: no log that leads back here. */
  log: Log;
  limitsHit: { log_lines_dropped: number };
  lingerMs?: number;
  firstRetryMs?: number;
  maxRetryMs?: number;
}

/** Memory is bounded: of lines that wait the oldest are dropped. */
const mostLines = 5000;
const mostChars = 4 * 1024 * 1024;
const batchLines = 1000;
const pushTimeoutMs = 10_000;

const givenUp = 'Loki refuses lines of the log; they are given up.';
const keptBack = 'The log can’t be sent to Loki; it is kept for a while and sent later.';

export function createLokiLog(options: LokiLogOptions): LokiLog {
  const { client, log, limitsHit, lingerMs = 1000, firstRetryMs = 1000, maxRetryMs = 30_000 } = options;
  const stopping = new AbortController();
  let waiting: string[] = [];
  let chars = 0;
  let sending: Promise<void> | null = null;
  let isAway = false;

  function write(line: string): void {
    waiting.push(line);
    chars += line.length;
    while (waiting.length > mostLines || chars > mostChars) {
      chars -= waiting.shift()?.length ?? 0;
      limitsHit.log_lines_dropped += 1;
    }
    sending ??= sendAll().finally(() => (sending = null));
  }

  async function sendAll(): Promise<void> {
    await pause(lingerMs);
    let retryMs = firstRetryMs;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchLines);
      if (await sent(batch)) {
        retryMs = firstRetryMs;
        remove(batch);
      } else if (stopping.signal.aborted) return;
      else {
        await pause(retryMs);
        retryMs = Math.min(2 * retryMs, maxRetryMs);
      }
    }
  }

  /** Those of them that were not dropped meanwhile. */
  function remove(batch: readonly string[]): void {
    const gone = new Set(batch);
    waiting = waiting.filter((line) => !gone.has(line));
    chars = waiting.reduce((sum, { length }) => sum + length, 0);
  }

  /** False when they are to be sent again. */
  async function sent(batch: readonly string[]): Promise<boolean> {
    try {
      await client.push(batch, AbortSignal.timeout(pushTimeoutMs));
      if (isAway) log.info({ dropped: limitsHit.log_lines_dropped }, 'Loki takes the log again.');
      isAway = false;
      return true;
    } catch (error) {
      const refused = isRefused(error);
      if (refused) limitsHit.log_lines_dropped += batch.length;
      if (!isAway) log.warn(faultOf(error), refused ? givenUp : keptBack);
      isAway = true;
      return refused;
    }
  }

  async function pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
  }

  return {
    write,
    async close(graceMs) {
      stopping.abort();
      await Promise.race([sending, wait(graceMs, undefined, { ref: false })]);
    },
    waiting: () => waiting.length,
  };
}

import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';

export interface LoadResult {
  calls: number;
  failed: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

const connections = 32;

/** As many calls as 32 connections can make in `seconds`. */
export async function fullLoad(url: string, request: Buffer, seconds: number): Promise<LoadResult> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const until = performance.now() + seconds * 1000;
  const took: number[] = [];
  const tally = { failed: 0 };
  const started = performance.now();
  const worker = async () => {
    while (performance.now() < until) await timedCall(pool, request, took, tally);
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsed = performance.now() - started;
  await pool.close();
  return summary(took, tally.failed, elapsed);
}

/** A fixed rate, each call sent when its time has come whatever the others do, so that queueing shows in the latency. */
export async function steadyLoad(
  url: string,
  request: Buffer,
  perSecond: number,
  seconds: number,
): Promise<LoadResult> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  const took: number[] = [];
  const tally = { failed: 0 };
  const total = perSecond * seconds;
  const started = performance.now();
  const calls: Promise<void>[] = [];
  await new Promise<void>((done) => {
    const tick = () => {
      const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond));
      while (calls.length < due) calls.push(timedCall(pool, request, took, tally));
      if (calls.length >= total) {
        done();
        return;
      }
      return setTimeout(tick, 1);
    };
    tick();
  });
  await Promise.all(calls);
  const elapsed = performance.now() - started;
  await pool.close();
  return summary(took, tally.failed, elapsed);
}

function timedCall(pool: Pool, request: Buffer, took: number[], tally: { failed: number }): Promise<void> {
  const started = performance.now();
  return new Promise((resolve) => {
    const state = { status: 0 };
    pool.dispatch(
      {
        path: '/v1/chat/completions',
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
        body: request,
      },
      {
        onRequestStart() {
          // The clock runs since the call was sent.
        },
        onResponseStart(_controller, status) {
          state.status = status;
        },
        onResponseData() {
          // Read and dropped.
        },
        onResponseEnd() {
          if (state.status === 200) took.push(performance.now() - started);
          else tally.failed += 1;
          resolve();
        },
        onResponseError() {
          tally.failed += 1;
          resolve();
        },
      },
    );
  });
}

function summary(took: number[], failed: number, elapsedMs: number): LoadResult {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { calls: took.length, failed, perSecond: (took.length / elapsedMs) * 1000, p50: at(0.5), p99: at(0.99) };
}

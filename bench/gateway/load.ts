import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import type { Sent } from './shapes';

export interface LoadResult {
  calls: number;
  failed: number;
  /** Calls answered a second, between these seconds of the load. */
  perSecond: (from: number, to: number) => number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  longest: number;
}

const connections = 32;

/** As many calls as 32 connections can make in `seconds`. */
export async function fullLoad(url: string, next: () => Sent, seconds: number): Promise<LoadResult> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const tally = createTally();
  const until = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < until) await timedCall(pool, next(), tally);
  };
  await Promise.all(Array.from({ length: connections }, worker));
  await pool.close();
  return tally.result();
}

/** A fixed rate, each call sent when its time has come whatever the others do, so that queueing shows in the latency. */
export async function steadyLoad(
  url: string,
  next: () => Sent,
  perSecond: number,
  seconds: number,
): Promise<LoadResult> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  const tally = createTally();
  const total = perSecond * seconds;
  const started = performance.now();
  const calls: Promise<void>[] = [];
  await new Promise<void>((done) => {
    const tick = () => {
      const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond));
      while (calls.length < due) calls.push(timedCall(pool, next(), tally));
      if (calls.length >= total) {
        done();
        return;
      }
      return setTimeout(tick, 1);
    };
    tick();
  });
  await Promise.all(calls);
  await pool.close();
  return tally.result();
}

interface Tally {
  answered(tookMs: number): void;
  failed(): void;
  result(): LoadResult;
}

function createTally(): Tally {
  const began = performance.now();
  const took: number[] = [];
  const answeredAt: number[] = [];
  let failed = 0;
  return {
    answered(tookMs) {
      took.push(tookMs);
      answeredAt.push(performance.now() - began);
    },
    failed: () => void (failed += 1),
    result() {
      const sorted = took.toSorted((a, b) => a - b);
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
      const perSecond = (from: number, to: number) =>
        answeredAt.filter((ms) => ms >= from * 1000 && ms < to * 1000).length / (to - from);
      return { calls: took.length, failed, perSecond, p50: at(0.5), p99: at(0.99), longest: at(1) };
    },
  };
}

function timedCall(pool: Pool, { body, session }: Sent, tally: Tally): Promise<void> {
  const started = performance.now();
  return new Promise((resolve) => {
    const state = { status: 0 };
    pool.dispatch(
      {
        path: '/v1/chat/completions',
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer bench',
          ...(session !== null && { 'x-luthien-session-id': session }),
        },
        body,
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
          if (state.status === 200) tally.answered(performance.now() - started);
          else tally.failed();
          resolve();
        },
        onResponseError() {
          tally.failed();
          resolve();
        },
      },
    );
  });
}

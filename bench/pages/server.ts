/**
 * The pages and the query API over an embedded database with a call of each shape. Prints one line of JSON
 * (`{url, token, calls}`) when it is ready and ends with its standard input. `bench/pages/run.mjs` starts it.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diff, warmDiff } from '@lens/core/diff';
import express from 'express';
import { createAuth } from '../../backend/auth';
import { serve } from '../../backend/auth/testing/serve';
import { createPages } from '../../backend/pages';
import {
  createQueryRoutes,
  createRateLimit,
  loadCallPage,
  loadPageComparison,
  loadPageView,
} from '../../backend/query';
import { silentLog } from '../../backend/log';
import { embeddedTraceSource } from '../../backend/traces';
import { buildHere } from '../../backend/query/testing/buildHere';
import { writeRows } from '../../backend/store';
import { sampleCall, sampleEvent } from '../../backend/store/testing/sampleRows';
import { startTestDatabase } from '../../backend/store/testing/testDatabase';
import { shapes, type Shape } from './shapes';

const token = 'a-token-for-the-bench';
const answer = { id: 'chatcmpl-1', choices: [{ index: 0, message: { role: 'assistant', content: 'Nobody knows.' } }] };

async function main(assetsDir: string): Promise<void> {
  warmDiff();
  const { pool, stop } = await startTestDatabase({ statementTimeoutMs: 15_000 });
  const client = await pool.connect();
  const calls: { name: string; callId: string; bytes: number }[] = [];
  for (const shape of shapes) {
    const { call, events } = rowsOf(shape);
    await writeRows(client, [call], events);
    calls.push({ name: shape.name, callId: call.callId, bytes: call.requestBytes });
  }
  client.release();
  const view = {
    pool,
    log: silentLog,
    traces: embeddedTraceSource('luthien-lens'),
    views: buildHere(pool),
  };
  const auth = createAuth({
    dataDir: mkdtempSync(path.join(tmpdir(), 'lens-pages-bench-')),
    sessionKey: 'k'.repeat(64),
    apiToken: token,
    secure: false,
    linkCommand: '',
    now: Date.now,
  });
  const app = express();
  const rateLimit = createRateLimit({ perMinute: 100_000, now: Date.now, principalOf: auth.principalOf });
  app.use(
    createQueryRoutes({
      ...view,
      auth,
      rateLimit,
      search: {},
      version: '0',
      policies: { chain: [], routes: [], policies: [] },
    }),
  );
  app.use(
    createPages({
      loadView: (callId, reader, inlineBytes) => loadPageView(view, callId, reader, inlineBytes),
      loadComparison: (query, reader, inlineBytes) => loadPageComparison(view, query, reader, inlineBytes),
      listErrors: () => Promise.resolve({ groups: [] }),
      listPolicies: () => Promise.resolve({ chain: [], routes: [], policies: [], looked: 0, complete: true }),
      listSessions: () => Promise.resolve({ sessions: [], next: null }),
      loadSession: () => Promise.resolve(null),
      listCalls: (query, reader) => loadCallPage(pool, query, reader),
      auth,
      assetsDir,
      publicUrl: 'http://localhost:8080',
      onError: (error) => console.error(error),
      now: Date.now,
    }),
  );
  const { url, close } = await serve(app);
  console.log(JSON.stringify({ url, token, calls }));
  process.stdin.resume().on('end', () => void close().then(stop));
}

function rowsOf({ original, final }: Shape) {
  const [originalRaw, finalRaw, answerRaw] = [original, final, answer].map((body) => Buffer.from(JSON.stringify(body)));
  const compared = diff(original, final);
  const call = sampleCall(Date.now(), {
    policies: ['house-words'],
    changedBy: ['house-words'],
    requestChanged: true,
    requestChanges: compared.added.length + compared.removed.length + compared.modified.length + compared.moved.length,
    requestSummary: compared.summary,
    requestBytes: originalRaw?.length ?? 0,
    responseBytes: answerRaw?.length ?? 0,
  });
  const request = sampleEvent(call, {
    originalRaw: originalRaw ?? null,
    finalRaw: finalRaw ?? null,
    steps: [{ policy: 'house-words', redacts: false, delta: compared.delta }],
  });
  const response = sampleEvent(call, {
    eventType: 'response',
    sequence: request.sequence + 1n,
    originalRaw: answerRaw ?? null,
  });
  return { call, events: [request, response] };
}

await main(process.argv[2] ?? '');

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SessionQuery } from '@lens/core/api';
import { sessionExample as session, workedExample } from '@lens/viewer/fixtures';
import { serveFixtures, type FixtureServer } from './testing/fixtureServer';

const key = session.sessionId;
const call = workedExample.call;
const asked: SessionQuery[] = [];
let assetsDir: string;
let server: FixtureServer;

beforeAll(async () => {
  assetsDir = mkdtempSync(path.join(tmpdir(), 'lens-pages-'));
  for (const name of ['callPage', 'sessionsPage', 'sessionPage']) {
    for (const kind of ['js', 'css']) writeFileSync(path.join(assetsDir, `${name}.${kind}`), '');
  }
  server = await serveFixtures({
    assetsDir,
    views: [],
    listSessions(query) {
      asked.push(query);
      return Promise.resolve({ sessions: [session], next: null });
    },
    loadSession: (id) => Promise.resolve(id === key ? { session, calls: [call], next: null } : null),
  });
});
afterAll(async () => {
  await server.close();
  rmSync(assetsDir, { recursive: true });
});

async function get(at: string) {
  const answer = await fetch(server.url + at);
  return { status: answer.status, text: await answer.text() };
}

test('sessions are listed, and each has its page with its turns', async () => {
  expect((await get('/sessions')).text).toContain(`href="/sessions/${key}"`);
  const { status, text } = await get(`/sessions/${key.toUpperCase()}?after=nonsense`);
  expect(status).toBe(200);
  expect(text.slice(0, text.indexOf('<script type="application/json"'))).toContain(`/v2/debug/request/${call.callId}`);
});

test('a list leaves out of the address what can’t be read, or is for readers with `reveal`', async () => {
  asked.length = 0;
  expect((await get(`/sessions?before=nonsense&user=u1`)).status).toBe(200);
  expect((await get(`/sessions?before=${call.callId}`)).status).toBe(200);
  expect(asked).toEqual([{ limit: 50 }, { limit: 50, before: call.callId }]);
});

test('sessions that are not there are not found', async () => {
  for (const id of ['none', '%3Cscript%3E', '%00']) {
    const { status, text } = await get(`/sessions/${id}`);
    expect([status, text.includes('<script>')]).toEqual([404, false]);
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { runbook } from './runbook';

test('the runbooks that alerts lead to are read as text, and no other file is', async () => {
  const assetsDir = mkdtempSync(path.join(tmpdir(), 'lens-runbooks-'));
  mkdirSync(path.join(assetsDir, 'runbooks'));
  writeFileSync(path.join(assetsDir, 'notes.md'), 'not for the web');
  writeFileSync(path.join(assetsDir, 'runbooks/error-rate.md'), '# LuthienErrorRate\n');
  const server = express().get('/runbooks/:name', runbook(assetsDir)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const get = (name: string) => fetch(`http://127.0.0.1:${port}/runbooks/${name}`);

  const answer = await get('error-rate.md');
  expect([answer.status, await answer.text()]).toEqual([200, '# LuthienErrorRate\n']);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  for (const other of ['no-such.md', '..%2fnotes.md', '%2e%2e/notes.md', 'error-rate', '%00.md']) {
    expect((await get(other)).status).toBe(404);
  }
  await new Promise((resolve) => server.close(resolve));
  rmSync(assetsDir, { recursive: true });
});

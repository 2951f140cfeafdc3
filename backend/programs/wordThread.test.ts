import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle } from '../capture/testing/bundle';
import { makeWordsIn } from '../start/wordThread';
import { wordRowsOf, type WordRow } from '../store';
import { memoryLog } from '../testing/memoryLog';

/** A batch of two days, of which the words are worth a thread. */
const calls = Array.from({ length: 200 }, (_, call) => ({
  callId: `0198${call < 150 ? 'f2a4' : 'ffff'}-5b1c-7d3e-9f00-${String(call).padStart(12, '0')}`,
  text: Array.from({ length: 100 }, (_word, index) => `Wort${(call * index) % 700}, ünder`).join(' '),
}));

const bytesOf = (rows: readonly WordRow[]) =>
  rows.map(({ words, postings, ...row }) => ({
    ...row,
    words: words && Buffer.from(words).toString('hex'),
    postings: Buffer.from(postings).toString('hex'),
  }));

let dir = '';
beforeAll(() => (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'words-'))));
afterAll(() => fs.rmSync(dir, { recursive: true }));

test('the words of a batch are the same whoever makes them', async () => {
  const log = memoryLog();
  const make = makeWordsIn(await bundle(path.join(__dirname, 'wordThread.ts'), dir), log);
  const rows = await make(calls);
  // What came from another thread is no Buffer any more.
  expect(rows.map(({ postings }) => Buffer.isBuffer(postings))).toEqual([false, false]);
  expect(bytesOf(rows)).toEqual(bytesOf(wordRowsOf(calls)));
  expect(log.lines).toEqual([]);
});

test('they are made where the thread can not be had, and that is said', async () => {
  const log = memoryLog();
  const make = makeWordsIn(path.join(dir, 'nowhere.js'), log);
  expect(bytesOf(await make(calls))).toEqual(bytesOf(wordRowsOf(calls)));
  expect(log.lines).toMatchObject([{ level: 'warn', fields: { code: 'thread_failed' } }]);
});

test('few words have no thread started for them', async () => {
  const log = memoryLog();
  const few = calls.slice(0, 3);
  expect(bytesOf(await makeWordsIn(path.join(dir, 'nowhere.js'), log)(few))).toEqual(bytesOf(wordRowsOf(few)));
  expect(log.lines).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { until } from '../testing/until';
import { fileLines } from './fileLines';

let dir: string;
beforeEach(() => (dir = mkdtempSync(path.join(os.tmpdir(), 'lens-lines-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const signal = new AbortController().signal;

test('lines are appended whole', async () => {
  const file = path.join(dir, 'log');
  const fd = openSync(file, 'a');
  const lines = fileLines('log', fd);
  await lines.write(['{"a":1}', '{"b":"ж"}'], signal);
  await lines.write(['{"c":3}'], signal);
  closeSync(fd);
  expect(readFileSync(file, 'utf8')).toBe('{"a":1}\n{"b":"ж"}\n{"c":3}\n');
});

test.each([
  ['waits for its reader', 0],
  ['is not waited for', constants.O_NONBLOCK],
])('a pipe that nobody reads holds up nothing, and gets all of it once somebody does: it %s', async (_how, mode) => {
  const pipe = path.join(dir, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  const fd = openSync(pipe, constants.O_WRONLY | mode);
  const lines = fileLines('log', fd);
  const text = 'x'.repeat(200_000);
  let isWritten = false;
  const written = lines.write([text], signal).then(() => (isWritten = true));
  await expect(lines.write(['more'], signal)).rejects.toThrow('not taken yet');
  expect(isWritten).toBe(false);
  let read = 0;
  const buffer = Buffer.alloc(64 * 1024);
  await until(() => (read += readNow(reader, buffer)) === text.length + 1);
  await written;
  await lines.write(['more'], signal);
  closeSync(fd);
  closeSync(reader);
});

function readNow(fd: number, buffer: Buffer): number {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    // Of another realm under Jest, where `instanceof` does not know it.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}

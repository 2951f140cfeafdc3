import { createCapture } from './createCapture';
import { inspectSpool } from './inspect';
import { writeCheckpoint } from './spool/checkpoint';
import { CrashDisk } from './testing/crashDisk';
import { callEnd, callStart } from '../call/testing/facts';
import { spoolDir, testSpool } from './testing/spool';

function setUp() {
  const disk = new CrashDisk();
  const files = disk.process();
  const capture = createCapture(testSpool(files));
  for (const index of [1, 2, 3]) {
    void capture.start(callStart(index));
    void capture.end(callEnd(index));
  }
  const inspect = (command: 'ls' | 'verify') => {
    const lines: string[] = [];
    return { code: inspectSpool(command, spoolDir, (line) => void lines.push(line), files), text: lines.join('\n') };
  };
  return { disk, files, inspect };
}

test('ls names the checkpoint and each segment with its boot', () => {
  const { code, text } = setUp().inspect('ls');
  expect(code).toBe(0);
  expect(text).toMatch(/^checkpoint {2}00000000.seg at 0, sequence 0/);
  expect(text).toMatch(/^00000001.seg {2}\d+ bytes {2}boot [0-9a-f-]{36}, opened 2025-/m);
});

test('ls says how far ahead of the checkpoint the optional sinks are', () => {
  const { files, inspect } = setUp();
  const checkpoint = { segment: 1, offset: 200, sequence: 0, carry: null, carried: [] };
  writeCheckpoint(files, spoolDir, { ...checkpoint, optional: { segment: 1, offset: 900, sequence: 2 } });
  expect(inspect('ls').text).toContain('\noptional    00000001.seg at 900, sequence 2\n');
  writeCheckpoint(files, spoolDir, { ...checkpoint, optional: { segment: 1, offset: 200, sequence: 0 } });
  expect(inspect('ls').text).not.toContain('optional');
});

test('verify counts what is whole', () => {
  const { code, text } = setUp().inspect('verify');
  expect(code).toBe(0);
  expect(text).toContain('6 whole records of 1 boot (3 starts, 3 ends), 6 after the checkpoint');
});

test('verify finds damage and says so with its exit code', () => {
  const { disk, inspect } = setUp();
  disk.damage(`${spoolDir}/00000001.seg`, (bytes) => bytes.fill(0, 2000, 2010));
  const { code, text } = inspect('verify');
  expect(code).toBe(1);
  expect(text).toContain('1 damaged place, 0 torn tails, 1 sequence missing');
});

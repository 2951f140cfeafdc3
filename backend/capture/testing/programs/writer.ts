import fs from 'node:fs';
import { createCapture } from '../../createCapture';
import { openSpool } from '../../spool/openSpool';
import { callEnd, callStart, openAiStream, streamEnd, streamParts } from '../../../call/testing/facts';
import { memoryLog } from '../../../testing/memoryLog';

/**
 * A gateway that captures calls as fast as it can and tells what was acknowledged, one line each: `S` a start, `E` an
 * end. Arguments: directory, durability, number of the first call, how many calls (it is usually killed before).
 */
const [dir = '', durability = 'process', first = '0', count = '0'] = process.argv.slice(2);
const spool = openSpool({
  dir,
  durability: durability === 'disk' ? 'disk' : 'process',
  maxBytes: 1_000_000_000,
  segmentBytes: 200_000,
  whenFull: 'drop-new',
  log: memoryLog(),
  now: Date.now,
});
const capture = createCapture(spool);
// Synchronous, so that a line is out before the process can be killed after it.
const say = (line: string) => void fs.writeSync(1, `${line}\n`);

async function call(index: number): Promise<void> {
  const stream = index % 3 === 0;
  await capture.start(callStart(index, { stream }));
  say(`S ${index}`);
  if (stream)
    for (const part of streamParts(index, 'upstream', openAiStream([`word ${index}`]))) await capture.part(part);
  await capture.end(stream ? streamEnd(index) : callEnd(index));
  say(`E ${index}`);
}

async function run(): Promise<void> {
  for (let index = Number(first); index < Number(first) + Number(count); index += 4) {
    await Promise.all([0, 1, 2, 3].map((offset) => call(index + offset)));
    await new Promise((resolve) => void setImmediate(resolve));
  }
  await spool.close();
}

void run();

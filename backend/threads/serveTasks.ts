import fs from 'node:fs';
import os from 'node:os';
import { parentPort } from 'node:worker_threads';
import { ready, type Answered, type Message } from './startThreads';

/** Below the gateway's event loop, which shares the processors; where its process is below that already, it stays there. */
const niceness = 5;

/** The thread's side of `startThreads`: does one task after the other. */
export function serveTasks(work: (task: unknown) => Message | Promise<Message>): void {
  stepBack();
  parentPort?.on('message', (task: unknown) => void answer(work, task));
  parentPort?.postMessage(ready);
}

async function answer(work: (task: unknown) => Message | Promise<Message>, task: unknown): Promise<void> {
  const send = (answered: Answered, move: ArrayBuffer[] = []) => parentPort?.postMessage(answered, move);
  try {
    const { value, move } = await work(task);
    send({ result: value }, move);
  } catch (error) {
    send({ error });
  }
}

/** On Linux a priority is a thread's. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  const [, , thread] = fs.readlinkSync('/proc/thread-self').split('/');
  os.setPriority(Number(thread), Math.max(niceness, os.getPriority(Number(thread))));
}

import fs from 'node:fs';
import os from 'node:os';

/** The first that the kernel ends when the machine runs out of memory: nothing is lost with such a process. */
const oomScore = '1000';

/** Makes this process one behind the gateway's: it gives way to it, and ends with it, also when that one is killed. */
export function followGateway(niceness: number): void {
  // A terminal sends Ctrl-C and its own end to all of them; the gateway's process says when it is over.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit());
  stepBack(niceness);
}

/**
 * Puts this process behind the request path, which shares the processors and the memory. On Linux a priority is a thread's:
 * what a thread inherits it has from its beginning, so those that are there already are slowed down one by one.
 */
function stepBack(niceness: number): void {
  if (process.platform !== 'linux') return os.setPriority(0, niceness);
  fs.writeFileSync('/proc/self/oom_score_adj', oomScore);
  for (const thread of fs.readdirSync('/proc/self/task')) os.setPriority(Number(thread), niceness);
}

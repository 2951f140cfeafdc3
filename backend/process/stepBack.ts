import fs from 'node:fs';
import os from 'node:os';

/** The first that the kernel ends when the machine runs out of memory: nothing is lost with such a process. */
const oomScore = '1000';

/**
 * Puts this process behind the request path, which shares the processors and the memory. On Linux a priority is a thread's:
 * what a thread inherits it has from its beginning, so those that are there already are slowed down one by one.
 */
export function stepBack(niceness: number): void {
  if (process.platform !== 'linux') return os.setPriority(0, niceness);
  fs.writeFileSync('/proc/self/oom_score_adj', oomScore);
  for (const thread of fs.readdirSync('/proc/self/task')) os.setPriority(Number(thread), niceness);
}

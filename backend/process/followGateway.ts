import { stepBack } from './stepBack';

/** Makes this process one behind the gateway's: it gives way to it, and ends with it, also when that one is killed. */
export function followGateway(niceness: number): void {
  // A terminal sends Ctrl-C and its own end to all of them; the gateway's process says when it is over.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit());
  stepBack(niceness);
}

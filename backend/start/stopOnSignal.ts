import { startupProblem } from './startupProblem';

/** Ctrl-C, a supervisor's SIGTERM and a closed terminal stop everything in order; a second one does not wait any longer. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    process.stdout.write('\n· Stopping. What is in flight is finished first; Ctrl-C again does not wait.\n');
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}

/** Ends the process with what went wrong, in words where there are some for it. */
export function fail(error: unknown): never {
  const problem = startupProblem(error);
  process.stderr.write(`\n${problem ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
}

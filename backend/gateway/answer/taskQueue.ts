/**
 * Keeps the steps of a stream in order when one of them has to wait: those that come meanwhile run after it. While
 * nothing waits, a step runs at once, in the same turn.
 */
export class TaskQueue {
  private readonly waiting: (() => void)[] = [];
  private awaited = 0;

  get busy(): boolean {
    return this.awaited > 0;
  }

  run(step: () => void): void {
    if (this.busy) this.waiting.push(step);
    else step();
  }

  /** Lets the running step wait: `done` belongs to it, and may wait again. */
  await<T>(work: Promise<T>, done: (result: T) => void, failed: (error: unknown) => void): void {
    this.awaited += 1;
    work.then(
      (result) => {
        done(result);
        this.leave();
      },
      (error: unknown) => {
        failed(error);
        this.leave();
      },
    );
  }

  private leave(): void {
    this.awaited -= 1;
    while (!this.busy) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      next();
    }
  }
}

import { TaskQueue } from './taskQueue';

describe('steps of a stream', () => {
  test('run at once while none waits', () => {
    const seen: number[] = [];
    const steps = new TaskQueue();
    steps.run(() => seen.push(1));
    steps.run(() => seen.push(2));
    expect(seen).toEqual([1, 2]);
  });

  test('keep their order when one waits, and when what it waited for waits again', async () => {
    const seen: string[] = [];
    const steps = new TaskQueue();
    const over = new Promise<void>((resolve) => {
      steps.await(
        Promise.resolve('first'),
        (first) => {
          seen.push(first);
          steps.await(
            Promise.resolve('again'),
            (again) => seen.push(again),
            () => undefined,
          );
        },
        () => undefined,
      );
      steps.run(() => {
        seen.push('second');
        steps.await(
          Promise.reject(new Error('broken')),
          () => undefined,
          () => seen.push('failed'),
        );
      });
      steps.run(() => {
        seen.push('third');
        resolve();
      });
    });
    expect(seen).toEqual([]);
    expect(steps.busy).toBe(true);
    await over;
    expect(seen).toEqual(['first', 'again', 'second', 'failed', 'third']);
    expect(steps.busy).toBe(false);
  });
});

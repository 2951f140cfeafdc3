/** A value that may still be on its way. What is at hand is used in the same turn. */
export type Maybe<T> = T | PromiseLike<T>;

function isObject(value: unknown): value is object {
  // Events come in arrays: those are ruled out first.
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isPromise<T>(value: Maybe<T>): value is PromiseLike<T> {
  return value instanceof Promise || (isObject(value) && 'then' in value && typeof value.then === 'function');
}

/** `next` with the value, at once if it is at hand. */
export function whenReady<T, R>(value: Maybe<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value);
}

/** One step after the other, in the same turn as long as no step makes a promise. */
export function eachInOrder<T>(items: readonly T[], step: (item: T) => void | Promise<void>): void | Promise<void> {
  let index = 0;
  for (const item of items) {
    index += 1;
    const pending = step(item);
    if (pending instanceof Promise) return pending.then(() => eachInOrder(items.slice(index), step));
  }
}

/** The value that a step of ours gives, or its error: in the same turn when it is there already, else when it comes. */
export function settle<T>(
  step: () => T | Promise<T>,
  done: (result: T) => void,
  failed: (error: unknown) => void,
): void {
  let result: T | Promise<T>;
  try {
    result = step();
  } catch (error) {
    failed(error);
    return;
  }
  if (result instanceof Promise) result.then(done, failed);
  else done(result);
}

/** The next turn of the event loop: what others wait for comes before it. */
export function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

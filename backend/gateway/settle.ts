/** Goes on with the result of a step in the same turn when it is there already, else when it comes. */
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

/** Runs steps depth first, each before the ones it was followed by; an explicit stack instead of recursion. */
export function drain<T>(first: readonly T[], step: (task: T) => readonly T[]): void {
  const stack = first.toReversed();
  for (let task = stack.pop(); task !== undefined; task = stack.pop()) {
    const next = step(task);
    for (let i = next.length - 1; i >= 0; i--) {
      const each = next[i];
      if (each !== undefined) stack.push(each);
    }
  }
}

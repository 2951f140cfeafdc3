/** Appends a list of any length; `push(...list)` puts every element on the stack, which some 100,000 overflow. */
export function pushAll<T>(list: T[], more: Iterable<T>): void {
  for (const one of more) list.push(one);
}

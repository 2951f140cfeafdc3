/** Indexes of a longest strictly increasing subsequence, ascending, in O(n log n). */
export function longestIncreasing(values: ArrayLike<number>): number[] {
  const tails: number[] = [];
  const previous = new Int32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const length = lowerBound(tails, values, values[index] ?? 0);
    previous[index] = length === 0 ? -1 : (tails[length - 1] ?? -1);
    tails[length] = index;
  }
  const chosen: number[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) chosen.push(index);
  return chosen.reverse();
}

/** How many of the subsequences' tails are below `value`. */
function lowerBound(tails: number[], values: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = tails.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

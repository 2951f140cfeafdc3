/** How often the event loop comes round while `work` goes on: as often as other calls can be served between its slices. */
export async function turnsDuring<Made>(work: () => Promise<Made>): Promise<{ made: Made; turns: number }> {
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  try {
    return { made: await work(), turns };
  } finally {
    clearImmediate(next);
  }
}

import { modelCallSeconds } from '../modelCallSeconds';
import type { StreamChunks } from '../record/callRecord';

/** How long the chunks of a stream let wait for them, behind the first: by `modelCallSeconds`, as there may be thousands. */
export interface ChunkGaps {
  /** For each bound what fell below it alone; the last is for what is beyond them all. */
  counts: number[];
  /** Seconds. */
  sum: number;
}

/** As the provider sent them; null where there were no two. */
export function chunkGapsOf(chunks: StreamChunks | null): ChunkGaps | null {
  const at = chunks?.upstream?.at ?? [];
  const first = at[0];
  const last = at.at(-1);
  if (first === undefined || last === undefined || at.length < 2) return null;
  const counts = Array.from({ length: modelCallSeconds.length + 1 }, () => 0);
  for (let index = 1; index < at.length; index++) {
    const bucket = bucketOf(((at[index] ?? 0) - (at[index - 1] ?? 0)) / 1000);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return { counts, sum: (last - first) / 1000 };
}

function bucketOf(seconds: number): number {
  const bucket = modelCallSeconds.findIndex((bound) => seconds <= bound);
  return bucket === -1 ? modelCallSeconds.length : bucket;
}

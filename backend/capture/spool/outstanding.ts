import { recordTypes, type FrameType } from './record';

/** Calls over which the mean is taken, roughly. */
const span = 16;

/** What the calls that have begun are going to write yet, by what others wrote after their start. */
export interface Outstanding {
  /** A record of a call came; only a start that is kept is followed by others. */
  noted(type: FrameType, bytes: number, isKept: boolean): void;
  /** What those are going to write, and so many `more` that are about to begin. */
  bytes(more: number): number;
}

/** Counts calls and their bytes, and no call by itself: a stream may have thousands of records. */
export function createOutstanding(): Outstanding {
  let open = 0;
  let meanBytes = 0;
  let ended = 0;
  let sinceLastEnd = 0;
  return {
    noted(type, bytes, isKept) {
      if (type === recordTypes.start) {
        if (isKept) open++;
        return;
      }
      sinceLastEnd += bytes;
      if (type !== recordTypes.end) return;
      open = Math.max(0, open - 1);
      ended++;
      // From the first on the mean of all there are: one that grew from nothing would be too small for a whole spool.
      meanBytes += (sinceLastEnd - meanBytes) / Math.min(ended, span);
      sinceLastEnd = 0;
    },
    bytes: (more) => (open + more) * meanBytes,
  };
}

import type { WhyPartial } from '../../call';

const MIB = 1024 * 1024;
/** What is kept of each body of a call that is stored in part. */
const beginningBytes = 4 * MIB;
/** Deaths in the middle of the same call before it is stored in part; of one more it is put aside. */
export const deathsWhole = 2;

/** Why a call is not to be read whole: it is larger than allowed, or the recorder died of it before; null when it is. */
export function whyPartial(bytes: number, deaths: number, callBytes: number): WhyPartial | null {
  const keptBytes = Math.min(beginningBytes, Math.floor(callBytes / 4));
  const kept = `Of each body the first ${inMib(keptBytes)} are kept; nothing was rebuilt or compared.`;
  if (deaths >= deathsWhole) {
    const died = 'Stored in part, because the recorder died of it: it takes more memory or time than there is.';
    return { reason: 'recorder_died', bytes, keptBytes, summary: `${died} ${kept}` };
  }
  if (bytes <= callBytes) return null;
  const large = `Stored in part: the call has ${inMib(bytes)}, more than capture.call_bytes (${inMib(callBytes)}).`;
  return { reason: 'too_large', bytes, keptBytes, summary: `${large} ${kept}` };
}

function inMib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MB`;
}

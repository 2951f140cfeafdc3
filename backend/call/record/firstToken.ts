import { createStreamDecoder, type Reconstruction } from '@lens/core/formats';
import { timeOf, type StreamSide } from './streamSide';

const sliceBytes = 4096;

/** When the first event that carried a token was complete on this side, in milliseconds since the call began. */
export function firstTokenMs(side: StreamSide, { firstTokenIndex }: Reconstruction): number | null {
  if (firstTokenIndex === null) return null;
  const decoder = createStreamDecoder({ maxEventBytes: Infinity });
  let seen = 0;
  let offset = 0;
  for (let at = 0; at < side.bytes.length; at += sliceBytes) {
    for (const event of decoder.push(side.bytes.subarray(at, at + sliceBytes))) {
      offset += event.raw.length;
      if (seen++ === firstTokenIndex) return timeOf(side, offset);
    }
  }
  // The last event of a cut stream is known only at its end.
  return side.at.at(-1) ?? null;
}

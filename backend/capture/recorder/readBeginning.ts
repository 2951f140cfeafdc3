import type { CallBeginning, Exchange } from '../../call';
import { decodeFrames } from './readCall';
import type { PendingCall } from './assembly';
import type { FrameFiles } from './frameFiles';

/** Reads a call with the first `keep` bytes of each body and of each side of its stream, one frame in memory at a time. */
export function readBeginning(call: PendingCall, files: FrameFiles, keep: number): CallBeginning {
  const sizes = { request: 0, response: 0 };
  const room = { upstream: keep, client: keep };
  const cut = (exchange: Exchange): Exchange => ({
    ...exchange,
    original: beginning(exchange.original, keep),
    final: exchange.final && beginning(exchange.final, keep),
    steps: exchange.steps.map((step) => ({ ...step, body: beginning(step.body, 0) })),
  });
  const recorded = decodeFrames(call, files, {
    start(start) {
      sizes.request = sizeOf(start.request);
      return { ...start, request: cut(start.request) };
    },
    part(part) {
      const bytes = beginning(part.bytes, room[part.side]);
      // After the first cut nothing more is kept, or a gap would go unseen.
      room[part.side] = bytes.length < part.bytes.length ? 0 : room[part.side] - bytes.length;
      return { ...part, bytes };
    },
    end(end) {
      if (end.response) sizes.response = sizeOf(end.response);
      return { ...end, response: end.response && cut(end.response) };
    },
  });
  return { recorded, sizes };
}

function sizeOf({ original, final }: Exchange): number {
  return (final ?? original).length;
}

/** A copy, so that the frame can be let go; never cut within a character, or text would pass for binary. */
function beginning(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length <= length) return Buffer.from(bytes);
  let end = length;
  while (end > Math.max(0, length - 3) && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return Buffer.from(bytes.subarray(0, end));
}

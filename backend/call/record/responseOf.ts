import type { Reconstruction } from '@lens/core/formats';
import { sameBytes, type Direction } from './compare';
import { readBody } from '../body/readBody';
import { readStream, type StreamBody } from '../body/readStream';
import type { RecordedCall } from '../recordedCall';
import { streamSide, type StreamSide } from './streamSide';

export interface Response extends Direction {
  /** Set for event streams. */
  stream: {
    /** As the provider sent it and as the client was sent it; the same object when nothing changed. */
    original: Reconstruction;
    final: Reconstruction;
    upstream: StreamSide;
    /** Null when the client was sent the provider's chunks as they came. */
    client: StreamSide | null;
  } | null;
}

const nothing: StreamSide = { bytes: Buffer.alloc(0), at: [], lengths: [] };

/** The response of a call as far as it came; null when the call has none. */
export function responseOf({ start, parts, end }: RecordedCall): Response | null {
  if (parts.length > 0 || (end?.streamed && end.response)) return streamed({ start, parts, end });
  if (!end?.response) return null;
  const { original, final, steps } = end.response;
  return { original: readBody(original), final: final && readBody(final), steps, stream: null };
}

function streamed({ start, parts, end }: RecordedCall): Response {
  const upstream = streamSide(parts, 'upstream') ?? nothing;
  const client = streamSide(parts, 'client');
  const original = readStream(start.api, upstream.bytes);
  const finalBytes = changedBytes(upstream, client, end);
  const final: StreamBody | null = finalBytes && readStream(start.api, finalBytes);
  const stream = { original: original.stream, final: (final ?? original).stream, upstream, client };
  const behind = !end?.response && client !== null && isBehind(upstream, client);
  return { original, final, steps: end?.response?.steps ?? [], stream, behind };
}

/** The client's bytes when they differ. The end frame knows; without one they are compared. */
function changedBytes(upstream: StreamSide, client: StreamSide | null, end: RecordedCall['end']): Buffer | null {
  if (end?.response?.final) return (client ?? nothing).bytes;
  const { unsentBytes = 0 } = end ?? {};
  if (end?.response) return unsentBytes > 0 ? upstream.bytes.subarray(0, -unsentBytes) : null;
  return client === null || sameBytes(client.bytes, upstream.bytes) ? null : client.bytes;
}

/** The client had the same bytes, but fewer. */
function isBehind(upstream: StreamSide, client: StreamSide): boolean {
  const { length } = client.bytes;
  return length < upstream.bytes.length && sameBytes(client.bytes, upstream.bytes.subarray(0, length));
}

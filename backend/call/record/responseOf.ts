import { reconstructBytes, type Api, type Reconstruction } from '@lens/core/formats';
import { sameBytes, type ReadExchange } from './compare';
import { decodeStream, isCompressed } from '../body/decodeStream';
import { readBody } from '../body/readBody';
import { readStream, type StreamBody } from '../body/readStream';
import type { ChangeStep } from '../exchange';
import type { RecordedCall } from '../recordedCall';
import { streamSide, withBytes, type StreamSide } from './streamSide';

export interface Response extends ReadExchange {
  /** Set for event streams. */
  stream: {
    /** As the provider sent it and as the client was sent it; the same object when nothing changed. */
    original: Reconstruction;
    final: Reconstruction;
    upstream: StreamSide;
    /** Null when the client was sent the provider's chunks as they came. */
    client: StreamSide | null;
    /** False for bytes that came compressed and can't be decompressed: what they say, and whether it was all, nobody knows. */
    legible: boolean;
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
  const { side: upstream, legible } = decompressed(streamSide(parts, 'upstream') ?? nothing, end);
  const client = streamSide(parts, 'client');
  const original = legible ? readStream(start.api, upstream.bytes) : unread(start.api, upstream.bytes);
  const finalBytes = changedBytes(upstream, client, end);
  const final: StreamBody | null = finalBytes && readStream(start.api, finalBytes);
  const stream = { original: original.stream, final: (final ?? original).stream, upstream, client, legible };
  const behind = !end?.response && client !== null && isBehind(upstream, client);
  return { original, final, steps: stepsOf(end, (final ?? original).raw), stream, behind };
}

function stepsOf(end: RecordedCall['end'], sentBytes: Uint8Array): ChangeStep[] {
  const steps = end?.response?.steps ?? [];
  return steps.map(({ sent = false, ...step }) => (sent ? { ...step, body: sentBytes } : step));
}

/** What policies never see: a stream that came compressed without any, which its client decompresses. */
function decompressed(side: StreamSide, end: RecordedCall['end']): { side: StreamSide; legible: boolean } {
  const encoding = end?.headers['content-encoding'];
  if (!isCompressed(encoding)) return { side, legible: true };
  const bytes = decodeStream(side.bytes, encoding);
  return bytes === null ? { side, legible: false } : { side: withBytes(side, bytes), legible: true };
}

function unread(api: Api, raw: Buffer): StreamBody {
  return { ...readBody(raw), stream: reconstructBytes(api, new Uint8Array()) };
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

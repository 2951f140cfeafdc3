import { CaptureError } from '../errors';

/**
 * The payload of every frame: u8 length of the call id, call id, u32 length of the JSON head, head, then the bodies one
 * after the other. The id comes first so that a reader can route a frame without parsing it; bodies are never encoded.
 */
export interface Envelope {
  callId: string;
  head: string;
  bodies: Uint8Array[];
}

export function encodeEnvelope({ callId, head, bodies }: Envelope): Uint8Array[] {
  const idBytes = Buffer.byteLength(callId);
  const headBytes = Buffer.byteLength(head);
  const prefix = Buffer.allocUnsafe(1 + idBytes + 4 + headBytes);
  prefix.writeUInt8(idBytes, 0);
  prefix.write(callId, 1);
  prefix.writeUInt32LE(headBytes, 1 + idBytes);
  prefix.write(head, 5 + idBytes);
  return [prefix, ...bodies];
}

/** The call a frame belongs to. Throws `frame_invalid`. */
export function callIdOf(payload: Buffer): string {
  const end = 1 + (payload[0] ?? 0);
  if (end === 1 || payload.length < end) throw new CaptureError('frame_invalid', 'A frame of the spool names no call.');
  return payload.toString('latin1', 1, end);
}

/** What `encodeFrame` writes first where bodies are compressed. */
const expands = /^\{"expands":(\d{1,15}),/;
const expandsBytes = '{"expands":,'.length + 15;

/** How many bytes more than its own a frame takes once its bodies are decompressed. Throws `frame_invalid`. */
export function expandsBy(payload: Buffer): number {
  const at = 1 + callIdOf(payload).length + 4;
  const [, bytes = '0'] = expands.exec(payload.toString('latin1', at, at + expandsBytes)) ?? [];
  return Number(bytes);
}

/** The head, parsed, and all bodies in one view. Throws `frame_invalid`. */
export function decodeEnvelope(payload: Buffer): { callId: string; head: unknown; bodies: Buffer } {
  const callId = callIdOf(payload);
  const at = 1 + callId.length;
  const headBytes = payload.length < at + 4 ? Infinity : payload.readUInt32LE(at);
  const end = at + 4 + headBytes;
  if (end > payload.length)
    throw new CaptureError('frame_invalid', `A frame of call ${callId} is shorter than it says.`);
  try {
    const head: unknown = JSON.parse(payload.toString('utf8', at + 4, end));
    return { callId, head, bodies: payload.subarray(end) };
  } catch (error) {
    throw new CaptureError('frame_invalid', `The head of a frame of call ${callId} is not JSON.`, error);
  }
}

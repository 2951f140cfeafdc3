import { createHash } from 'node:crypto';

/**
 * The id of an event, the same each time its call is processed, so that a row is written once however often it is
 * delivered. A UUID of version 8 (RFC 9562 §5.8) whose bits come from SHA-256.
 */
export function eventId(callId: string, type: string, index: number): string {
  const digest = createHash('sha256').update(`${callId}\n${type}\n${index}`).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

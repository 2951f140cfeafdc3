import { isUtf8 } from 'node:buffer';
import { messageOf } from '../errors';
import { readEvent, type ScannedCall, type StoredCall } from '../store';

/**
 * A call as a line of an archive: its row, and its events with the exact bodies, as text where they are UTF-8 and else in
 * base64. What can't be read any more is left out, and said.
 */
export function archivedCall({ callId, calls, events }: ScannedCall): { line: string; isWhole: boolean } {
  let isWhole = calls.length === 1;
  const written = events.map((event) => {
    try {
      const { originalRaw, finalRaw, ...read } = readEvent(event);
      return { ...read, originalRaw: bodyOf(originalRaw), finalRaw: bodyOf(finalRaw) };
    } catch (error) {
      isWhole = false;
      const { id, eventType, sequence, createdAt } = event;
      return { id, eventType, sequence, createdAt, damaged: messageOf(error) };
    }
  });
  return { line: JSON.stringify({ callId, call: rowOf(calls[0]), events: written }, plain), isWhole };
}

function rowOf(call: StoredCall | undefined): object | null {
  if (call === undefined) return null;
  const { upstreamChunks, clientChunks, ...row } = call;
  return { ...row, upstreamChunks: base64(upstreamChunks), clientChunks: base64(clientChunks) };
}

/** A `sequence` is beyond what numbers hold. */
function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function bodyOf(bytes: Uint8Array | null): { text: string } | { base64: string } | null {
  if (bytes === null) return null;
  return isUtf8(bytes) ? { text: Buffer.from(bytes).toString() } : { base64: Buffer.from(bytes).toString('base64') };
}

function base64(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString('base64');
}

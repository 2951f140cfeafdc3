import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Blob } from './blob';

/** Hashing runs while a row is drawn; beyond this much base64 it would be felt. */
const maxLength = 8_000_000;

const known = new WeakMap<Blob, string>();

/**
 * The first eight digits of the data's SHA-256, as `sha256sum` prints them; null for data that is too large to hash here.
 * By a library, because the browser's own is asynchronous and missing on plain http, while a row needs its hash when it is
 * drawn, on the server as well.
 */
export function blobHash(blob: Blob): string | null {
  if (blob.base64.length > maxLength) return null;
  const hash = known.get(blob) ?? bytesToHex(sha256(decode(blob.base64)).subarray(0, 4));
  known.set(blob, hash);
  return hash;
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(binaryText(base64), (character) => character.charCodeAt(0));
}

/** A data URI may hold anything after its comma; what is no base64 is hashed as the text it is. */
function binaryText(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return base64;
  }
}

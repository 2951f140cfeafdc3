import { isUtf8 } from 'node:buffer';
import type { BodyKind } from '../../call';

/** A value of jsonb can be 255 MB at most, and in base64 or as jsonb a body takes more than it has. */
const maxBytes = 64 * 1024 * 1024;

/** NUL, and surrogates without their other half. An escaped backslash before it makes it look like one: the copy costs little. */
const noText = /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f]/i;
/** Numbers that jsonb takes, if at all, with all their digits written out. */
const noNumber = /[:[,]\s*-?[\d.]+(?:(?<=[\d.]{1000})|[eE][+-]?\d{4})/;

/** PostgreSQL can make jsonb of a body's bytes, with the same value. */
export function readableInSql(raw: Uint8Array, kind: BodyKind): boolean {
  if (kind === 'sse' || raw.length > maxBytes) return false;
  if (kind !== 'json') return true;
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  if (!isUtf8(bytes) || bytes[0] === 0xef) return false;
  const text = bytes.toString('latin1');
  return !(text.includes('\\u') && noText.test(text)) && !noNumber.test(text);
}

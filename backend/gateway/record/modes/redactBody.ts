import type { Api } from '@lens/core/formats';
import { withoutMark, type Json } from '@lens/core/json';
import { identitiesIn, maskIdentitiesInText, redactionMark, redactText } from '@lens/core/privacy';
import { isText } from '../../bytes';
import { openRedactedStream } from './redactedStream';

/** A body that is to go on record without what is private in it. */
export interface RedactTask {
  /** A stream's is its events, whose texts go on from one to the next. */
  as: 'body' | 'stream';
  api: Api;
  bytes: Uint8Array;
}

export function redactBody({ as, api, bytes }: RedactTask): Uint8Array {
  if (bytes.length === 0) return bytes;
  if (as === 'stream') {
    const stream = openRedactedStream(api);
    return Buffer.concat([stream.push(bytes), stream.end(false)]);
  }
  // Nobody can tell what is in a picture, a recording or an archive.
  if (!isText(bytes)) return note(`Not kept: ${bytes.length} bytes that are no text.`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  const nameless = maskIdentitiesInText(text, identitiesIn(parsed(text)), () => redactionMark('user'));
  const redacted = redactInLines(nameless);
  return redacted === text ? bytes : Buffer.from(redacted);
}

/** What stands where a body was that could not be redacted. */
export const notRedacted: Uint8Array = note('Not kept: it could not be redacted.');

function note(words: string): Uint8Array {
  return Buffer.from(JSON.stringify({ lens_note: words }));
}

/** Events of a stream that came as a whole have JSON behind the names of their fields. */
const eventLine = /^(data:[ \t]*)([{["].*)$/gm;

function redactInLines(text: string): string {
  if (!/^(?:data|event|id|retry):/m.test(text)) return redactText(text);
  return redactText(text.replace(eventLine, (_line, field: string, data: string) => field + redactText(data)));
}

function parsed(text: string): Json {
  try {
    return JSON.parse(withoutMark(text)) as Json;
  } catch {
    // A form, a stream, plain text: looked through as it is.
    return text;
  }
}

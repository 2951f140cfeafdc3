import { reconstructBytes, type Api, type Reconstruction } from '@lens/core/formats';
import type { Body } from './body';

export interface StreamBody extends Body {
  stream: Reconstruction;
}

/** Reads the bytes of an event stream as the whole response it carries, or as text when it carries none we know. */
export function readStream(api: Api, raw: Uint8Array): StreamBody {
  const stream = reconstructBytes(api, raw);
  const text = () => Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('utf8');
  return { raw, json: stream.body ?? (raw.length === 0 ? null : text()), kind: 'sse', stream };
}

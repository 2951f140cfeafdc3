import type { JsonObject } from '@lens/core/json';
import type { ContentEncoding } from '../../call';
import { EMPTY } from '../bytes';

/** A request as it was received. What policies made of it is their outcome's to tell. */
export interface ReceivedRequest {
  /** The body as the client sent it, compressed or not. */
  readonly sent: Buffer;
  /** The body decompressed: what is recorded and what policies read. */
  readonly original: Buffer;
  /** How `sent` is compressed; null when it is not, and so the same as `original`. */
  readonly encoding: ContentEncoding | null;
  /**
   * Null for a body that was not parsed: one that only passes through need not be JSON. Of a large one, what it says about
   * itself (`aboutBody`).
   */
  readonly body: JsonObject | null;
  readonly model: string | null;
  /** The client asks for a stream. */
  readonly stream: boolean;
}

export const nothingReceived: ReceivedRequest = {
  sent: EMPTY,
  original: EMPTY,
  encoding: null,
  body: null,
  model: null,
  stream: false,
};

import type { Withheld } from './withheld';

/** One direction of a call: bytes as they came in, bytes as they went out, and what each policy made in between. */
export interface Exchange {
  original: Uint8Array;
  /** Null when the bytes are those of `original`. */
  final: Uint8Array | null;
  /** After each policy that changed the body, the whole body as it left that policy, in the chain's order. */
  steps: ChangeStep[];
  contentType: string | null;
  /** Of bodies that came compressed, and of what policies made of them: what is kept in the spool in their place. */
  packed?: readonly PackedBody[];
  /** What is told of bodies that are not kept, or only behind some policy. */
  withheld?: Withheld;
}

/** The compressions of HTTP that are undone for policies and record. */
export type ContentEncoding = 'gzip' | 'deflate' | 'br' | 'zstd';

export interface PackedBody {
  /** One of the exchange's bodies, as it is read. */
  body: Uint8Array;
  encoding: ContentEncoding;
  /** The same, compressed. */
  bytes: Uint8Array;
}

export interface ChangeStep {
  policy: string;
  redacts: boolean;
  /** The policy says that it takes out no secret, also where it writes what looks like a redaction mark. */
  shown?: boolean;
  /** Of a stream: the body is what the client was sent, which is in parts of its own, and is left out here. */
  sent?: true;
  body: Uint8Array;
}

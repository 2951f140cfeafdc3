/** One direction of a call: bytes as they came in, bytes as they went out, and what each policy made in between. */
export interface Exchange {
  original: Uint8Array;
  /** Null when the bytes are those of `original`. */
  final: Uint8Array | null;
  /** After each policy that changed the body, the whole body as it left that policy, in the chain's order. */
  steps: ChangeStep[];
  contentType: string | null;
}

export interface ChangeStep {
  policy: string;
  redacts: boolean;
  body: Uint8Array;
}

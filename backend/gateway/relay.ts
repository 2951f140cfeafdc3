/** Where the provider's answer goes: to the client as it comes, or as a whole. */
export interface Relay {
  data(chunk: Buffer): void;
  end(): void;
  fail(error: Error): void;
  /** The client left, or the process stops. */
  stop(reason: 'aborted' | 'interrupted'): void;
}

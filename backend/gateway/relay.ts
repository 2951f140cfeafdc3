import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** The head of a provider's answer, and the means to slow it down or end it. */
export interface ProviderAnswer {
  controller: Dispatcher.DispatchController;
  status: number;
  headers: IncomingHttpHeaders;
}

/** Where the provider's answer goes: to the client as it comes, or as a whole. */
export interface Relay {
  data(chunk: Buffer): void;
  end(): void;
  fail(error: Error): void;
  /** The client left, or the process stops. */
  stop(reason: 'aborted' | 'interrupted'): void;
}

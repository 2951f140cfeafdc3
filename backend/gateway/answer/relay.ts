import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';

/** The head of a provider's answer. */
export interface AnswerHead {
  status: number;
  /** The reason phrase: all that names a status that is not Node's, such as 529. */
  statusText: string;
  headers: IncomingHttpHeaders;
}

/** The head, and the means to slow the answer down or end it. */
export interface ProviderAnswer extends AnswerHead {
  controller: Dispatcher.DispatchController;
}

/** Gives the client the provider's status. Node refuses to send a phrase with other characters. */
export function writeHead(res: ServerResponse, { status, statusText }: AnswerHead, headers: OutgoingHttpHeaders): void {
  if (/^[ -~]+$/.test(statusText)) res.statusMessage = statusText;
  res.writeHead(status, headers);
}

/** What a label says, which need not be true. */
export function isEventStream(contentType = ''): boolean {
  return /^\s*text\/event-stream\b/i.test(contentType);
}

/** Where the provider's answer goes: to the client as it comes, or as a whole. */
export interface Relay {
  data(chunk: Buffer): void;
  end(): void;
  fail(error: Error): void;
  /** The client left, or the process stops. */
  stop(reason: 'aborted' | 'interrupted'): void;
}

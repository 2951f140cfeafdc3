import type { Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import { privateRule, redactionMark, redactText } from '@lens/core/privacy';
import { chainOf, textKinds, textPolicy, type Policy, type PolicyStreamEvent } from '../../../policies';
import { EMPTY } from '../../bytes';

/** One side of a stream, as it may go on record. */
export interface RedactedStream {
  /** What is settled by now of what came in. */
  push(bytes: Uint8Array): Buffer;
  /** @param isCut it broke off: the rest may be the beginning of a secret */
  end(isCut: boolean): Buffer;
}

/** Longer than any secret; nobody waits for what is held back here. */
const heldBackChars = 64 * 1024;
const maxEventBytes = 32 * 1024 * 1024;

/** Texts that go on over several events, as every policy that redacts has them. */
const texts = textPolicy({
  name: 'capture',
  redacts: true,
  rule: privateRule,
  applyTo: 'response',
  kinds: new Set(textKinds),
  signedThinking: 'rewrite',
  heldBackChars,
  unreadDocuments: 'pass',
  unfinished: (rest) => (/^[\p{L}\s]*[.,;:!?…]?\s*$/u.test(rest) ? rest : redactionMark('cut')),
  describe: () => ({ type: 'capture.redacted', summary: '', details: {} }),
});

/** Then whatever else an event says: addresses, ids, names, fields that no policy knows. */
const whole: Policy = {
  name: 'capture, in each event',
  redacts: true,
  onStreamEvent(event) {
    redactData(event);
    return [event];
  },
};

function redactData(event: PolicyStreamEvent): void {
  if (event.data === null) return;
  const text = JSON.stringify(event.data);
  const redacted = redactText(text);
  if (redacted !== text) event.data = JSON.parse(redacted) as JsonObject;
}

const configured = { onError: 'closed' as const, timeoutMs: 60_000 };

/** What nobody can read is left out. */
const chain = chainOf(
  [
    { policy: texts, ...configured },
    { policy: whole, ...configured },
  ],
  { maxEvents: 0, maxStepBytes: 0, maxEventBytes, eventsInTurn: Infinity, unread: 'drop' },
);

export function openRedactedStream(api: Api): RedactedStream {
  const { signal } = new AbortController();
  const logFields = { call_id: '', trace_id: '' };
  const stream = chain.openStream({
    callId: '',
    operation: 'chat_completions',
    api,
    model: null,
    stream: true,
    now: () => 0,
    signal,
    logFields,
  });
  /** These policies wait for nothing. One that failed says so to a client, and there is none. */
  const taken = (out: Buffer[] | Promise<Buffer[]> | undefined): Buffer => {
    if (out === undefined || out instanceof Promise || stream?.blocked) return EMPTY;
    return Buffer.concat(out);
  };
  return {
    push: (bytes) => taken(stream?.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))),
    end: (isCut) => taken(stream?.end(isCut)),
  };
}

import { redactText } from '@lens/core/privacy';
import type { CallEnd, CallStart } from '../../../call';

/** Headers that say on whose account a call is made. */
const owners = new Set(['openai-organization', 'openai-project', 'anthropic-organization-id', 'idempotency-key']);

type StartHead = Omit<CallStart, 'request'>;
type EndHead = Omit<CallEnd, 'response'>;

/** What is told of a call beside its bodies, without what is private in it. */
export function redactedStart<Start extends StartHead>(call: Start): Start {
  const { requestedModel, finalModel, endpoint, headers, events } = call;
  return {
    ...call,
    requestedModel: requestedModel && redactText(requestedModel),
    finalModel: finalModel && redactText(finalModel),
    endpoint: redactText(endpoint),
    headers: redactedHeaders(headers),
    events: redactedJson(events),
  };
}

export function redactedEnd<End extends EndHead>(call: End): End {
  const { errorMessage, headers, events, timings } = call;
  return {
    ...call,
    errorMessage: errorMessage && redactText(errorMessage),
    headers: redactedHeaders(headers),
    events: redactedJson(events),
    timings: redactedJson(timings),
  };
}

function redactedHeaders(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !owners.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, redactText(value)]));
}

function redactedJson<T extends object>(value: T): T {
  const text = JSON.stringify(value);
  const redacted = redactText(text);
  // Of the same shape: texts alone are replaced, and numbers longer than any of ours.
  return redacted === text ? value : (JSON.parse(redacted) as T);
}

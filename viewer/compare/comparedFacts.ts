import type { Call } from '@lens/core/api';
import { statusWord } from '../call/outcome';
import { providerName } from '../call/providerName';
import type { SharedFact } from '../facts';
import { formatBytes, formatCost, formatCount, formatDuration, formatTokens } from '../format';
import { costDifference, countDifference, durationDifference, timeDifference } from './difference';

/** One figure of two calls. Null where a call's record does not have it. */
export interface ComparedFact extends SharedFact {
  missing: 'unknown' | 'none' | 'not streamed';
}

/** What is known of both calls, side by side. Facts that neither has are left out; unknown stays unknown, never 0. */
export function comparedFacts(a: Call, b: Call): ComparedFact[] {
  const text = (name: string, read: (call: Call) => string | null) => textFact(name, read(a), read(b));
  const duration = (name: string, read: (call: Call) => number | null): ComparedFact =>
    figure(name, read(a), read(b), formatDuration, durationDifference);
  const tokens = (name: string, read: (call: Call) => number | null): ComparedFact =>
    figure(name, read(a), read(b), formatTokens, countDifference);
  const none = (fact: ComparedFact): ComparedFact => ({ ...fact, missing: 'none' });
  const ofStreams = (fact: ComparedFact): ComparedFact =>
    a.stream && b.stream ? fact : { ...fact, missing: 'not streamed' };
  const facts: ComparedFact[] = [
    text('Model', modelOf),
    text('Provider', providerName),
    text('Endpoint', ({ method, endpoint }) => `${method} ${endpoint}`),
    text('Streamed', ({ stream }) => (stream ? 'yes' : 'no')),
    text('Status', statusOf),
    none(text('Error', ({ errorType, errorMessage }) => errorMessage ?? errorType)),
    text('Finish reason', ({ finishReason }) => finishReason),
    duration('Duration', ({ durationMs }) => durationMs),
    ofStreams(duration('First chunk', ({ stream, firstByteMs }) => (stream ? firstByteMs : null))),
    ofStreams(duration('First token', ({ stream, firstTokenMs }) => (stream ? firstTokenMs : null))),
    tokens('Input tokens', ({ usage }) => usage.inputTokens),
    tokens('Output tokens', ({ usage }) => usage.outputTokens),
    tokens('Cached tokens', ({ usage }) => usage.cacheReadTokens),
    tokens('Cache written', ({ usage }) => usage.cacheWriteTokens),
    tokens('Cache written for 5 minutes', ({ usage }) => usage.cacheWrite5mTokens),
    tokens('Cache written for an hour', ({ usage }) => usage.cacheWrite1hTokens),
    tokens('Reasoning tokens', ({ usage }) => usage.reasoningTokens),
    figure('Cost', a.costUsd, b.costUsd, formatCost, costDifference),
    text('Service tier', ({ usage }) => usage.serviceTier),
    figure('Request size', a.requestBytes, b.requestBytes, formatBytes, sameOrNot),
    figure('Response size', a.responseBytes, b.responseBytes, formatBytes, sameOrNot),
    text('Policies', ({ policies }) => (policies.length === 0 ? 'none' : policies.join(', '))),
    text('Request changed', ({ request }) => changedWords(request)),
    text('Response changed', ({ response }) => changedWords(response)),
    none(text('Changed by', ({ changedBy }) => (changedBy.length === 0 ? null : changedBy.join(', ')))),
    none(text('Session', ({ sessionId }) => sessionId)),
    none(text('User (hashed)', ({ userHash }) => userHash)),
  ];
  return [...facts.filter((fact) => fact.a !== null || fact.b !== null), started(a, b)];
}

function modelOf({ requestedModel, finalModel }: Call): string | null {
  if (requestedModel === null || finalModel === null || requestedModel === finalModel)
    return requestedModel ?? finalModel;
  return `${requestedModel} → ${finalModel}`;
}

function statusOf(call: Call): string {
  return call.httpStatus === null ? statusWord(call) : `${call.httpStatus} ${statusWord(call)}`;
}

function changedWords({ changed, changes }: Call['request']): string {
  return changed ? formatCount(changes, 'change') : 'no';
}

function textFact(name: string, a: string | null, b: string | null): ComparedFact {
  return { name, missing: 'unknown', a, b, differs: a !== b, words: null };
}

function figure(
  name: string,
  a: number | null,
  b: number | null,
  format: (value: number | null) => string,
  difference: (a: number | null, b: number | null) => string | null,
): ComparedFact {
  const read = (value: number | null): string | null => (value === null ? null : format(value));
  const words = difference(a, b);
  return { name, missing: 'unknown', a: read(a), b: read(b), differs: a !== b && words !== 'about the same', words };
}

function sameOrNot(a: number | null, b: number | null): string | null {
  return a !== null && a === b ? 'the same' : null;
}

/** Two calls never begin at the same moment: that says nothing about them. */
function started(a: Call, b: Call): ComparedFact {
  const words = timeDifference(a.startedAt, b.startedAt);
  return { name: 'Started', missing: 'unknown', a: a.startedAt, b: b.startedAt, isTime: true, differs: false, words };
}

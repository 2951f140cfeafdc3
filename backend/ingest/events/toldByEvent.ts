import type { IngestedCall } from '@lens/core/api';
import { requestFacts, type Api } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';
import { redactText } from '@lens/core/privacy';
import { spanNames } from '@lens/core/waterfall';
import { isProviderFailure, noFacts, type CallStart, type CallStatus, type PolicyEvent, type Timing } from '../../call';
import { recordedRequestHeaders, recordedResponseHeaders } from '../../gateway';
import { answerTold } from '../answerTold';
import type { ToldCall } from '../toldCall';
import { bytesOf, exchangeOf, streamOf } from './bodies';
import { InvalidCall } from './invalidCall';

interface Kind {
  api: Api;
  operation: CallStart['operation'];
  endpoint: string;
}

const kinds: Readonly<Record<IngestedCall['operation'], Kind>> = {
  chat_completions: { api: 'openai', operation: 'chat_completions', endpoint: '/v1/chat/completions' },
  messages: { api: 'anthropic', operation: 'messages', endpoint: '/v1/messages' },
  responses: { api: 'openai', operation: 'passthrough', endpoint: '/v1/responses' },
  completions: { api: 'openai', operation: 'passthrough', endpoint: '/v1/completions' },
  embeddings: { api: 'openai', operation: 'passthrough', endpoint: '/v1/embeddings' },
  other: { api: 'openai', operation: 'passthrough', endpoint: '/' },
};

/** The frames of a call that an event tells of. Throws `InvalidCall`. */
export function toldByEvent(event: IngestedCall): ToldCall {
  checkNames(event);
  const kind = kinds[event.operation];
  const request = requestOf(event);
  const facts = requestFacts(kind.api, objectIn(event.request.original), {});
  const { parts, ...response } = responseOf(event, kind.api);
  const requestedModel = event.model ?? facts.model;
  const sent = event.request.final ?? event.request.original;
  return {
    key: event.id,
    sessionId: event.sessionId ?? facts.sessionId,
    userId: event.userId ?? facts.userId,
    asked: event.capture ?? null,
    start: {
      ...kind,
      source: { kind: 'events', name: event.source },
      startedAt: Date.parse(event.startedAt),
      traceId: event.traceId ?? null,
      spanId: null,
      parentSpanId: event.traceId === undefined ? null : (event.parentSpanId ?? null),
      method: 'POST',
      provider: event.provider,
      upstream: event.provider,
      requestedModel,
      finalModel: event.finalModel ?? modelIn(objectIn(sent)) ?? requestedModel,
      stream: event.stream ?? facts.stream,
      policies: policiesOf(event),
      headers: recordedRequestHeaders(lowerCased(event.request.headers)),
      request,
      events: policyEvents(event),
    },
    parts,
    end: { ...outcomeOf(event), ...response, ...timesOf(event), facts: factsOf(event), events: [] },
  };
}

/** They stand in lists, in labels and on the live page, where no secret may. */
function checkNames({ source, provider, policies = [], events = [] }: IngestedCall): void {
  const names: [string, string][] = [
    ['source', source],
    ['provider', provider],
    ...policies.map((name, index): [string, string] => [`policies.${index}`, name]),
    ...events.map(({ policy }, index): [string, string] => [`events.${index}.policy`, policy]),
  ];
  for (const [field, name] of names) {
    if (redactText(name) !== name) throw new InvalidCall(field, 'Looks like a secret. Give a name.');
  }
}

function requestOf({ request }: IngestedCall) {
  const { original, final, steps, headers } = request;
  const forms = { original: bytesOf(original), final: final === undefined ? null : bytesOf(final), steps };
  return exchangeOf(forms, lowerCased(headers)['content-type'] ?? null, 'request');
}

function responseOf({ response }: IngestedCall, api: Api) {
  // What is told is not compressed, whatever it was on the wire.
  const { 'content-encoding': _, ...given } = lowerCased(response?.headers);
  const headers = recordedResponseHeaders(given, () => false);
  const none = { parts: [], response: null, streamed: false, headers };
  if (response === undefined) return none;
  const { chunks, original, final, steps } = response;
  if (chunks !== undefined) {
    if (original !== undefined || final !== undefined) {
      throw new InvalidCall('response', 'Give a stream either as `chunks` or, rebuilt, as `original` and `final`.');
    }
    const { parts, exchange } = streamOf(api, chunks, response);
    return { parts, response: exchange, streamed: true, headers };
  }
  const seen = original ?? final;
  if (seen === undefined) return none;
  const forms = { original: bytesOf(seen), final: final === undefined ? null : bytesOf(final), steps };
  const exchange = exchangeOf(forms, given['content-type'] ?? null, 'response');
  return { ...none, response: exchange };
}

function outcomeOf(call: IngestedCall) {
  const { error, httpStatus, upstreamStatus } = call;
  return {
    status: statusOf(call),
    errorType: error?.type ?? null,
    errorMessage: error?.message ?? null,
    httpStatus: httpStatus ?? null,
    upstreamStatus: upstreamStatus ?? null,
  };
}

/** Where it is not told: a failure is the provider's, unless that answered well and the client was sent something else. */
function statusOf({ status, error, httpStatus = 200, upstreamStatus = httpStatus }: IngestedCall): CallStatus {
  if (status !== undefined) return status;
  if (error !== undefined || upstreamStatus >= 400) return 'provider_error';
  return httpStatus >= 400 ? 'rejected' : 'complete';
}

function timesOf(call: IngestedCall): {
  durationMs: number | null;
  timings: Timing[];
} {
  const { durationMs, providerCall, operation, provider, error } = call;
  if (durationMs === undefined) return { durationMs: null, timings: [] };
  const root: Timing = { name: spanNames.ingested(kinds[operation].operation), parent: -1, start: 0, end: durationMs };
  const status = statusOf(call);
  if (isProviderFailure(status)) root.error = error?.type ?? status;
  if (providerCall === undefined) return { durationMs, timings: [root] };
  const { startMs, endMs } = providerCall;
  if (endMs < startMs) throw new InvalidCall('providerCall.endMs', 'Is before `startMs`.');
  const attributes = { 'gen_ai.provider.name': provider };
  return {
    durationMs,
    timings: [root, { name: spanNames.completion, parent: 0, start: startMs, end: endMs, attributes }],
  };
}

function factsOf({ usage, responseModel, finishReason, firstTokenMs }: IngestedCall) {
  const teller = answerTold(responseModel ?? null, {
    input: usage?.inputTokens,
    output: usage?.outputTokens,
    cacheRead: usage?.cacheReadTokens,
    cacheWrite: usage?.cacheWriteTokens,
    reasoning: usage?.reasoningTokens,
  });
  return {
    ...noFacts,
    teller,
    complete: teller !== null,
    finishReason: finishReason ?? null,
    firstTokenMs: firstTokenMs ?? null,
  };
}

/** Each policy that changed something is one that the call went through. */
function policiesOf({ policies = [], request, response }: IngestedCall): string[] {
  const changers = [...(request.steps ?? []), ...(response?.steps ?? [])].map(({ policy }) => policy);
  return [...new Set([...policies, ...changers])];
}

/** Their ids are made here: one from outside could be that of an event of another call. */
function policyEvents({ events = [] }: IngestedCall): PolicyEvent[] {
  return events.map(({ atMs, ...event }, index) => ({ ...event, id: `told:${index}`, at: atMs }));
}

function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function objectIn(body: unknown): JsonObject {
  return isObject(body) ? body : {};
}

function modelIn({ model }: JsonObject): string | null {
  return typeof model === 'string' && model !== '' ? model : null;
}

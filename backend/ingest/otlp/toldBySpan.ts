import { requestFacts } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';
import { redactText } from '@lens/core/privacy';
import { spanNames } from '@lens/core/waterfall';
import { noFacts, type AnswerFacts, type CallStart } from '../../call';
import { answerTold, type ToldTokens } from '../answerTold';
import type { ToldCall } from '../toldCall';
import { isHttpStatus, isSpanId, isTraceId } from '../wellFormed';
import type { Attributes, OtlpSpan } from './otlpSpan';
import { finishReasons, spanBodies } from './spanBodies';
import { factOf, numberOf, saidAt, textOf, userNames } from './spanFacts';

/** Why a span is no call to be taken: it is not a model's, or its call is on record as the gateway's own. */
export type Ignored = 'no_model_call' | 'own' | 'through_gateway';

const modelCalls: ReadonlySet<string> = new Set(['chat', 'generate_content', 'text_completion', 'embeddings']);
const otherKinds: ReadonlySet<string> = new Set(['LLM', 'EMBEDDING', 'chat', 'completion', 'embedding']);

/** @param isOwnAddress whether a call went to this gateway, by host and port */
export function whyIgnored(span: OtlpSpan, isOwnAddress: (host: string, port: number) => boolean): Ignored | null {
  const { attributes } = span;
  if (attributes.has('luthien.call_id')) return 'own';
  if (!isModelCall(attributes)) return 'no_model_call';
  const host = textOf(attributes.get('server.address') ?? attributes.get('net.peer.name'));
  const port = numberOf(attributes.get('server.port') ?? attributes.get('net.peer.port'));
  return host !== null && isOwnAddress(host, port ?? 443) ? 'through_gateway' : null;
}

function isModelCall(attributes: Attributes): boolean {
  const operation = textOf(factOf(attributes, 'operation'));
  if (operation !== null) return modelCalls.has(operation);
  const kind = saidAt(attributes, ['openinference.span.kind', 'llm.request.type']);
  if (kind !== null) return otherKinds.has(kind);
  return factOf(attributes, 'requestModel') !== undefined && factOf(attributes, 'provider') !== undefined;
}

/** A year, as of calls that events tell of: more is a clock that was wrong. */
const longestMs = 31_536_000_000;

/** Ids that are wrong, or times; null where it is well. */
export function whatIsWrong({ traceId, spanId, startMs, endMs }: OtlpSpan): string | null {
  if (!isTraceId(traceId) || !isSpanId(spanId)) return 'a span has no valid ids';
  if (!(startMs > 0 && endMs >= startMs)) return 'a span has no valid times';
  return endMs - startMs <= longestMs ? null : 'a span takes more than a year';
}

/** Null where it names none, or what is no id. */
export function parentOf({ parentSpanId }: OtlpSpan): string | null {
  return parentSpanId !== null && isSpanId(parentSpanId) ? parentSpanId : null;
}

/** The frames of the call that a span is. */
export function toldBySpan(span: OtlpSpan): ToldCall {
  const { attributes, startMs, endMs } = span;
  const upstreamStatus = statusOf(attributes);
  const failed = span.status === 'error' || (upstreamStatus ?? 0) >= 400;
  const bodies = spanBodies(span);
  const asked = objectIn(bodies.request);
  const kind = kindOf(attributes, asked);
  const facts = requestFacts(kind.api, asked ?? {}, {});
  const provider = nameOf(textOf(factOf(attributes, 'provider'))?.toLowerCase() ?? null);
  const requestedModel = textOf(factOf(attributes, 'requestModel')) ?? facts.model;
  const durationMs = endMs - startMs;
  const error = failed ? errorOf(span) : null;
  return {
    key: `${span.traceId} ${span.spanId}`,
    sessionId: textOf(factOf(attributes, 'conversationId')) ?? facts.sessionId,
    userId: saidAt(attributes, userNames) ?? facts.userId,
    asked: null,
    start: {
      ...kind,
      source: { kind: 'otlp', name: nameOf(textOf(span.resource.get('service.name'))) },
      startedAt: startMs,
      traceId: span.traceId,
      spanId: span.spanId,
      parentSpanId: parentOf(span),
      method: 'POST',
      provider,
      upstream: provider,
      requestedModel,
      finalModel: requestedModel,
      stream: factOf(attributes, 'isStream') === true || facts.stream,
      policies: [],
      headers: {},
      request: { original: Buffer.from(bodies.request ?? ''), final: null, steps: [], contentType: null },
      events: [],
    },
    parts: [],
    end: {
      status: failed ? 'provider_error' : 'complete',
      errorType: error?.type ?? null,
      errorMessage: error?.message ?? null,
      httpStatus: null,
      upstreamStatus,
      durationMs,
      headers: {},
      response:
        bodies.response === null
          ? null
          : { original: Buffer.from(bodies.response), final: null, steps: [], contentType: null },
      streamed: false,
      events: [],
      facts: factsOf(attributes),
      timings: [
        {
          name: spanNames.ingested(kind.operation),
          parent: -1,
          start: 0,
          end: durationMs,
          ...(error && { error: error.type ?? 'provider_error' }),
          attributes: { 'gen_ai.operation.name': operationOf(kind), 'gen_ai.provider.name': provider },
        },
      ],
    },
  };
}

function statusOf(attributes: Attributes): number | null {
  const status = numberOf(attributes.get('http.response.status_code'));
  return status !== undefined && isHttpStatus(status) ? status : null;
}

function operationOf({ endpoint }: Kind): string {
  if (endpoint === '/v1/embeddings') return 'embeddings';
  return endpoint === '/v1/completions' ? 'text_completion' : 'chat';
}

type Kind = Pick<CallStart, 'api' | 'operation' | 'endpoint'>;

const chat: Kind = { api: 'openai', operation: 'chat_completions', endpoint: '/v1/chat/completions' };
const other = { api: 'openai', operation: 'passthrough' } as const;

/** By the form of its body, where it has one of an API. */
function kindOf(attributes: Attributes, body: JsonObject | null): Kind {
  const operation =
    textOf(factOf(attributes, 'operation')) ?? saidAt(attributes, ['openinference.span.kind', 'llm.request.type']);
  if (/^embeddings?$/i.test(operation ?? '')) return { ...other, endpoint: '/v1/embeddings' };
  if (operation === 'text_completion') return { ...other, endpoint: '/v1/completions' };
  if (body === null) return chat;
  if (body['messages'] === undefined && body['input'] !== undefined) return { ...other, endpoint: '/v1/responses' };
  const isAnthropic = textOf(factOf(attributes, 'provider'))?.toLowerCase() === 'anthropic';
  // Made of a span's messages it is a chat completion, whoever answered.
  if (isAnthropic && attributes.has('input.value'))
    return { api: 'anthropic', operation: 'messages', endpoint: '/v1/messages' };
  return chat;
}

/** Bodies of spans are objects, or not taken. */
function objectIn(body: string | null): JsonObject | null {
  const json: unknown = body === null ? null : JSON.parse(body);
  return isObject(json) ? json : null;
}

/** As far as it is a name; nothing that may be a secret goes into lists and labels. */
function nameOf(text: string | null): string {
  return text !== null && /^[\w.:@/ -]{1,100}$/.test(text) && redactText(text) === text ? text : 'unknown';
}

function errorOf({ attributes, events, statusMessage }: OtlpSpan) {
  const exception = events.find(({ name }) => name === 'exception' || name.endsWith('.exception'))?.attributes;
  const type = textOf(attributes.get('error.type')) ?? textOf(exception?.get('exception.type'));
  const message = statusMessage === '' ? textOf(exception?.get('exception.message')) : statusMessage.slice(0, 4096);
  return { type: type?.slice(0, 100) ?? null, message };
}

function factsOf(attributes: Attributes): AnswerFacts {
  const tokens = tokensOf(attributes);
  const teller = answerTold(textOf(factOf(attributes, 'responseModel')), tokens);
  const firstChunk = numberOf(factOf(attributes, 'timeToFirstChunk'));
  return {
    ...noFacts,
    teller,
    complete: tokens.input !== undefined || tokens.output !== undefined,
    finishReason: finishReasons(attributes)[0] ?? null,
    firstTokenMs: firstChunk === undefined ? null : firstChunk * 1000,
  };
}

const totalNames = ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens', 'llm.token_count.total'];

/**
 * OpenTelemetry's sum of input has the cached tokens in it. Some instrumentations send Anthropic's own figure under that name,
 * which leaves them out: it is smaller than what it should hold, or a total gives it away.
 */
function tokensOf(attributes: Attributes): ToldTokens {
  const read = (fact: Parameters<typeof factOf>[1]) => numberOf(factOf(attributes, fact));
  const [input, output] = [read('inputTokens'), read('outputTokens')];
  const [cacheRead, cacheWrite] = [read('cacheReadTokens'), read('cacheWriteTokens')];
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const total = numberOf(totalNames.map((name) => attributes.get(name)).find((value) => value !== undefined));
  const leftOut = input !== undefined && cached > 0 && (cached > input || total === input + (output ?? 0) + cached);
  return { input: leftOut ? input + cached : input, output, cacheRead, cacheWrite, reasoning: read('reasoningTokens') };
}

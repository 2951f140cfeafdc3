import type { CallEnd, CallStart, Exchange, StreamPart } from '..';

/** Facts of calls as a gateway would state them, for tests. */
export function callId(index: number): string {
  return `0199c1d2-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

export function exchange(original: string | Uint8Array, final: string | null = null, policy = 'redact'): Exchange {
  const changed = final === null ? null : Buffer.from(final);
  return {
    original: Buffer.from(original),
    final: changed,
    steps: changed ? [{ policy, redacts: true, body: changed }] : [],
    contentType: 'application/json',
  };
}

export function callStart(index: number, fields: Partial<CallStart> = {}): CallStart {
  return {
    callId: callId(index),
    startedAt: 1_760_000_000_000.25 + index,
    traceId: 'ab'.repeat(16),
    spanId: 'cd'.repeat(8),
    parentSpanId: null,
    api: 'openai',
    operation: 'chat_completions',
    method: 'POST',
    endpoint: '/v1/chat/completions',
    provider: 'openai',
    upstream: 'openai',
    requestedModel: 'gpt-5',
    finalModel: 'gpt-5',
    stream: false,
    captureMode: 'full',
    policies: ['redact'],
    headers: { 'user-agent': 'test' },
    sessionId: null,
    sessionIsRandom: false,
    userHash: null,
    callerHash: null,
    parentCallId: null,
    request: exchange('{"model":"gpt-5","messages":[{"role":"user","content":"Hello there"}]}'),
    events: [],
    ...fields,
  };
}

export const answer =
  '{"id":"c1","object":"chat.completion","created":1,"model":"gpt-5","choices":[{"index":0,"message":{"role":"assistant","content":"General Kenobi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}';

export function callEnd(index: number, fields: Partial<CallEnd> = {}): CallEnd {
  return {
    callId: callId(index),
    status: 'complete',
    errorType: null,
    errorMessage: null,
    httpStatus: 200,
    upstreamStatus: 200,
    durationMs: 41.5,
    headers: { 'x-request-id': 'req_1' },
    response: exchange(answer),
    streamed: false,
    events: [],
    timings: [{ name: 'gateway.chat_completions', parent: -1, start: 0, end: 41.5 }],
    ...fields,
  };
}

/** One part a chunk, 10 ms apart from `at` on. */
export function streamParts(index: number, side: StreamPart['side'], chunks: string[], at = 100): StreamPart[] {
  return chunks.map((chunk, position) => {
    const bytes = Buffer.from(chunk);
    return { callId: callId(index), side, bytes, times: [(at + position * 10) * 1000, bytes.length] };
  });
}

export function streamEnd(index: number, fields: Partial<CallEnd> = {}): CallEnd {
  return callEnd(index, { response: exchange(''), streamed: true, ...fields });
}

/** An OpenAI stream that says `words`, one chunk each, with its terminal event unless it is cut. */
export function openAiStream(words: string[], { cut = false } = {}): string[] {
  const event = (data: object) => `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', ...data })}\n\n`;
  const role = event({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] });
  const said = words.map((content) => event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }));
  if (cut) return [role, ...said];
  const stop = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  const usage = event({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } });
  return [role, ...said, stop, usage, 'data: [DONE]\n\n'];
}

import { randomBytes, randomUUID } from 'node:crypto';

/** Sends the calls; words when the gateway does not take them. */
export async function sendCalls(places) {
  try {
    const storedBefore = await storedCalls(places);
    const calls = [await send(places, false), await send(places, true), await tell(places)];
    return { calls, storedBefore };
  } catch (error) {
    return `Nothing could be sent to ${places.url}: ${error.cause?.message ?? error.message}`;
  }
}

/** How many calls the gateway says it has stored since its start. */
export async function storedCalls({ api }) {
  const lines = (await api('/metrics')).split('\n').filter((line) => line.startsWith('luthien_stored_calls_total{'));
  return lines.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
}

/** Of a trace that its caller keeps, so that its spans and records are sent whatever the sampling ratio is. */
async function send({ url, model, key }, stream) {
  const traceId = randomBytes(16).toString('hex');
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`,
    },
    body: JSON.stringify({ model, stream, messages: [{ role: 'user', content: 'Say hello.' }] }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the call of ${model} was answered ${answer.status}: ${text.slice(0, 300)}`);
  const callId = answer.headers.get('x-luthien-call-id');
  if (callId === null) throw new Error('the answer has no x-luthien-call-id. Is this the gateway?');
  return { what: stream ? 'the streamed call' : 'the plain call', callId, traceId };
}

async function tell({ api, model }) {
  const event = {
    id: randomUUID(),
    source: 'smoke',
    startedAt: new Date().toISOString(),
    durationMs: 1,
    provider: 'demo',
    operation: 'chat_completions',
    request: { original: { model, messages: [{ role: 'user', content: 'Said elsewhere.' }] } },
    response: {
      original: {
        model,
        choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hello.' } }],
      },
    },
  };
  const headers = { 'content-type': 'application/json' };
  const told = JSON.parse(await api('/api/v1/events', { method: 'POST', headers, body: JSON.stringify(event) }));
  return { what: 'the call told of as an event', callId: told.items[0].callId, traceId: null };
}

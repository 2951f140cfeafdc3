/** What a provider answers, whose every answer says this `text`: by the route, whole or as a stream, well or with an error. */

interface Answer {
  status: number;
  type: 'application/json' | 'text/event-stream';
  chunks: string[];
}

/** @param body of the request: `"stream":true` asks for a stream, the model `gpt-fail` for an error */
export function answerThatSays(text: string, pathname: string, body: string): Answer {
  const isMessage = pathname === '/v1/messages';
  const fails = body.includes('gpt-fail');
  if (/"stream":true/.test(body)) {
    const chunks = isMessage ? messageStream(text) : fails ? failingStream(text) : chatStream(text);
    return { status: 200, type: 'text/event-stream', chunks };
  }
  const answer = fails
    ? { error: { type: 'invalid_request_error', message: text } }
    : isMessage
      ? message(text)
      : completion(text);
  return { status: fails ? 400 : 200, type: 'application/json', chunks: [JSON.stringify(answer)] };
}

const piecesOf = (text: string): string[] => text.match(/[^]{1,7}/g) ?? [];
const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const event = (value: { type: string; [field: string]: unknown }): string => `event: ${value.type}\n${data(value)}`;

const fromClaude = { id: 'm', type: 'message', role: 'assistant', model: 'claude-opus-5' };

function messageStream(text: string): string[] {
  const delta = (piece: string) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text: piece },
  });
  const usage = { input_tokens: 3, output_tokens: 1 };
  return [
    { type: 'message_start', message: { ...fromClaude, content: [], usage } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...piecesOf(text).map(delta),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ].map(event);
}

function message(text: string) {
  return {
    ...fromClaude,
    content: [{ type: 'tool_use', id: 't', name: 'f', input: { note: text } }],
    stop_reason: 'tool_use',
    usage: { input_tokens: 3, output_tokens: 2 },
  };
}

function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return data({ id: 'c', object: 'chat.completion.chunk', model: 'gpt-5', choices });
}

function chatStream(text: string): string[] {
  return [...piecesOf(text).map((content) => chunk({ content })), chunk({}, 'stop'), 'data: [DONE]\n\n'];
}

function failingStream(text: string): string[] {
  return [chunk({ content: 'x' }), data({ error: { message: text } })];
}

function completion(text: string) {
  return {
    id: 'c',
    object: 'chat.completion',
    model: 'gpt-5',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 2 },
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Api } from '@lens/core/formats';

export interface RecordedStream {
  name: string;
  api: Api;
  /** As they come from the network. */
  chunks: Buffer[];
}

const answer = 'Your account number is 1234-5678-9012. '.padEnd(700, 'The rest of the answer is of no interest. ');
const plainAnswer = 'Nothing in this answer is anybody’s number, and all of it is passed on as it came. '.repeat(9);
const call = JSON.stringify({ city: 'Lisbon', account: '1234-5678-9012', notes: 'none that matter here '.repeat(20) });

/** In pieces of this many characters. */
const cut = (text: string, length = 15): string[] =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));

const openAiChunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1_760_000_000,
    model: 'bench',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  })}\n\n`;

const openAi = (deltas: object[]): string[] => [
  openAiChunk({ role: 'assistant', content: '' }),
  ...deltas.map((delta) => openAiChunk(delta)),
  openAiChunk({}, 'stop'),
  'data: [DONE]\n\n',
];

const anthropicEvent = (type: string, rest: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;

const anthropic = (text: string): string[] => [
  anthropicEvent('message_start', {
    message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'bench', content: [], stop_reason: null },
  }),
  anthropicEvent('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  ...cut(text).map((piece) =>
    anthropicEvent('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } }),
  ),
  anthropicEvent('content_block_stop', { index: 0 }),
  anthropicEvent('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }),
  anthropicEvent('message_stop'),
];

/** Streams of some fifty events, each event a chunk of its own. */
const made: RecordedStream[] = [
  { name: 'openai, a number in it', api: 'openai', chunks: openAi(cut(answer).map((content) => ({ content }))) },
  { name: 'openai, nothing in it', api: 'openai', chunks: openAi(cut(plainAnswer).map((content) => ({ content }))) },
  {
    name: 'openai, a tool call',
    api: 'openai',
    chunks: openAi(cut(call).map((text) => ({ tool_calls: [{ index: 0, function: { arguments: text } }] }))),
  },
  { name: 'anthropic, a number in it', api: 'anthropic', chunks: anthropic(answer) },
  { name: 'anthropic, nothing in it', api: 'anthropic', chunks: anthropic(plainAnswer) },
].map(({ chunks, ...stream }) => ({
  ...stream,
  api: stream.api as Api,
  chunks: chunks.map((text) => Buffer.from(text)),
}));

/** The first of them as a busy network brings it: many events in a chunk, cut anywhere. */
function inLargerChunks({ name, api, chunks }: RecordedStream): RecordedStream {
  const bytes = Buffer.concat(chunks);
  const length = 1500;
  const larger = Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
  return { name: `${name}, in packets`, api, chunks: larger };
}

/** Recordings of providers, where there are any: one event's data a line. */
function recorded(folder: string, api: Api): RecordedStream[] {
  const names = readdirSync(path.join(folder, api)).filter((name) => name.endsWith('.chunks.txt'));
  return names.map((name) => {
    const lines = readFileSync(path.join(folder, api, name), 'utf8')
      .split('\n')
      .filter(Boolean);
    return {
      name: name.replace('.chunks.txt', ''),
      api,
      chunks: lines.map((line) => Buffer.from(`data: ${line}\n\n`)),
    };
  });
}

export function streams(folder: string | undefined): RecordedStream[] {
  const [first] = made;
  return [
    ...made,
    ...(first === undefined ? [] : [inLargerChunks(first)]),
    ...(folder === undefined ? [] : [...recorded(folder, 'openai'), ...recorded(folder, 'anthropic')]),
  ];
}

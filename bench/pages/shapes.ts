import type { Json } from '@lens/core/json';

/** A call's request before and after a policy; the answer is the same short one for all. */
export interface Shape {
  name: string;
  original: Json;
  final: Json;
}

const before = 'Project Falcon';
const after = 'the next release';

/** What a replacement policy makes of a body. */
function shape(name: string, original: Json): Shape {
  return { name, original, final: JSON.parse(JSON.stringify(original).replaceAll(before, after)) as Json };
}

function request(messages: Json[]): Json {
  return { model: 'gpt-5', messages };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const sentence = (index: number): string => `Note ${index}: nobody outside the team has seen any of this so far. `;

/** Two megabytes in one string: without line breaks, a word changed in each of forty places. */
const oneString = request([
  { role: 'user', content: times(32_000, (i) => (i % 800 === 0 ? `${before}. ` : sentence(i))).join('') },
]);

const smallMessages = request(times(28_000, (i) => ({ role: 'user', content: `${before}, note ${i} of all of them` })));

const longMessages = request(
  times(400, (i) => ({
    role: i % 2 === 0 ? 'user' : 'assistant',
    content: `Line ${i} of the notes about ${before} and other things we keep. `.repeat(i % 40 === 0 ? 80 : 70),
  })),
);

const nestedArrays: Json = {
  model: 'gpt-5',
  input: times(40, (a) => times(40, (b) => times(60, (c) => (c === 30 && b % 10 === 0 ? before : [a, b, c, 'cell'])))),
};

/** What an agent sends: a prompt, tools, turns with tool calls and their results; some 50 KB. */
const typical: Json = {
  model: 'gpt-5',
  tools: times(12, (i) => ({
    type: 'function',
    function: {
      name: `tool_${i}`,
      description: sentence(i).repeat(5),
      parameters: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
    },
  })),
  messages: [
    { role: 'system', content: times(60, sentence).join('\n') },
    ...times(30, (i) => turn(i)).flat(),
    { role: 'user', content: `Where are the notes about ${before}?` },
  ],
};

function turn(index: number): Json[] {
  const id = `call_${index}`;
  const call = { name: `tool_${index % 12}`, arguments: JSON.stringify({ query: `${before} ${index}`, limit: 5 }) };
  return [
    { role: 'user', content: times(5, (i) => sentence(index * 5 + i)).join('\n') },
    { role: 'assistant', content: null, tool_calls: [{ id, type: 'function', function: call }] },
    { role: 'tool', tool_call_id: id, content: JSON.stringify(times(8, (i) => ({ id: i, text: sentence(i) }))) },
  ];
}

export const shapes: readonly Shape[] = [
  shape('small', request([{ role: 'user', content: `What is ${before}?` }])),
  shape('typical 50 KB', typical),
  shape('2 MB, one string', oneString),
  shape('2 MB, 28,000 messages, each changed', smallMessages),
  shape('2 MB, 400 messages, 28,100 changes', longMessages),
  shape('2 MB, nested arrays', nestedArrays),
];

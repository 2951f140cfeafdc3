import fc from 'fast-check';
import { isObject, setOwn, type Json, type JsonObject } from '../../json';

/** Keys that other code trips over, among ordinary ones. */
const key = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '',
    'id',
    'name',
    'role',
    'content',
    'type',
    'index',
  ),
  fc.string({ maxLength: 4 }),
);

/** Any string of UTF-16 units, lone surrogates included, or words that repeat so that alignments are ambiguous. */
export const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('a', 'b', ' ', '.', '😀', '\ud83d', '\ude00', 'é', '漢', '\u0301', 'the'), { maxLength: 30 })
    .map((parts) => parts.join('')),
);

const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => (value === 0 ? 0 : value));

const scalar: fc.Arbitrary<Json> = fc.oneof(text, number, fc.boolean(), fc.constant(null));

/** Any JSON value, `__proto__` and the like as own keys included. */
export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: Json; embedded: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 8 }),
    tie('object'),
    tie('embedded'),
  ),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) => {
    const object: JsonObject = {};
    for (const [name, value] of entries) setOwn(object, name, value);
    return object;
  }),
  embedded: tie('object').map((value) => JSON.stringify(value)),
})).value;

const word = fc.constantFrom(
  'the',
  'account',
  'number',
  'is',
  'weather',
  'in',
  'Paris',
  'tool',
  'result',
  'please',
  'and',
  'hello',
);
const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));

const message: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content: sentence }),
  fc.record({ role: fc.constant('tool'), tool_call_id: fc.constantFrom('c1', 'c2', 'c3'), content: sentence }),
  fc.record({
    role: fc.constant('assistant'),
    tool_calls: fc.array(
      fc.record({
        id: fc.constantFrom('c1', 'c2', 'c3'),
        type: fc.constant('function'),
        function: fc.record({
          name: fc.constantFrom('search', 'mail'),
          arguments: fc.record({ query: sentence, limit: fc.nat(9) }).map((value) => JSON.stringify(value)),
        }),
      }),
      { maxLength: 3 },
    ),
  }),
);

/** A request in the shape that model APIs take. */
export const body: fc.Arbitrary<JsonObject> = fc.record({
  model: fc.constantFrom('m-1', 'm-2'),
  messages: fc.array(message, { maxLength: 10 }),
});

type Edit = (messages: Json[], at: number, text: string, message: JsonObject) => void;

const edits: Edit[] = [
  (messages, at, _text, added) => messages.splice(at, 0, added),
  (messages, at) => messages.splice(at, 1),
  (messages, at, text) => {
    const edited = messages[at];
    if (isObject(edited)) messages[at] = { ...edited, content: text };
  },
  (messages, at) => messages.push(...messages.splice(at, 1)),
  (messages, at) => messages.unshift(...messages.splice(at, 1)),
];

/** A request and what a few random insertions, deletions, edits and moves of messages make of it. */
export const editedBody: fc.Arbitrary<[JsonObject, JsonObject]> = fc
  .tuple(body, fc.array(fc.tuple(fc.nat(edits.length - 1), fc.nat(9), sentence, message), { maxLength: 4 }))
  .map(([left, script]) => {
    const messages = Array.isArray(left['messages']) ? [...left['messages']] : [];
    for (const [which, at, text, added] of script) edits[which]?.(messages, at, text, added);
    return [left, { ...left, messages }];
  });

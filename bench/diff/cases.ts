import type { Json, JsonObject } from '@lens/core/json';
import { prose, random, shuffled, vocabulary } from './random';

export interface Case {
  name: string;
  group: 'typical' | 'adversarial';
  make(): [left: Json, right: Json];
}

const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

function conversation(count: number, characters: number): { role: string; content: string }[] {
  const next = random(1);
  const words = vocabulary(next, 5_000);
  return list(count, (index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: prose(next, words, characters),
  }));
}

/** Replaces the nth word. */
function replaceWord(text: string, nth: number, by: string): string {
  const words = text.split(' ');
  words[nth] = by;
  return words.join(' ');
}

function oneWordAndOneInsertion(): [Json, Json] {
  const left = conversation(50, 4_000);
  const right = left.map((message, index) =>
    index === 17 ? { ...message, content: replaceWord(message.content, 40, 'changed') } : { ...message },
  );
  right.splice(3, 0, { role: 'user', content: 'an inserted message' });
  return [
    { model: 'm', messages: left },
    { model: 'm', messages: right },
  ];
}

function records(next: () => number, words: string[], prefix: string): JsonObject[] {
  return list(2_000, (index) => ({
    id: `${prefix}${index}`,
    name: prose(next, words, 30),
    value: Math.floor(next() * 1e6),
    tags: [prose(next, words, 20), prose(next, words, 20)],
    text: prose(next, words, 120),
  }));
}

function fourArrays(): [Json, Json] {
  const next = random(2);
  const words = vocabulary(next, 5_000);
  const left: JsonObject = {};
  const right: JsonObject = {};
  for (const key of ['a', 'b', 'c', 'd']) {
    const before = records(next, words, key);
    const after = before.map((record) => (next() < 0.01 ? { ...record, value: -1 } : { ...record }));
    after.splice(700, 1);
    after.splice(300, 0, { id: `${key}-new`, text: 'inserted' });
    left[key] = before;
    right[key] = after;
  }
  return [left, right];
}

function editedText(): [Json, Json] {
  const next = random(3);
  const text = prose(next, vocabulary(next, 5_000), 1e6);
  const words = text.split(' ');
  for (const part of [1, 3, 6, 9]) words[Math.floor((words.length * part) / 10)] = 'EDITED';
  return [text, words.join(' ')];
}

function redactedEverywhere(): [Json, Json] {
  const left = conversation(500, 4_000);
  const right = left.map((message) => ({ ...message, content: replaceWord(message.content, 7, '[REDACTED]') }));
  right.splice(3, 0, { role: 'system', content: 'an inserted message' });
  return [{ messages: left }, { messages: right }];
}

function texts(characters: number, leftSeed: number, rightSeed: number, size = 5_000): [Json, Json] {
  const left = random(leftSeed);
  const right = random(rightSeed);
  return [prose(left, vocabulary(left, size), characters), prose(right, vocabulary(right, size), characters)];
}

function shuffledText(characters: number, size: number): [Json, Json] {
  const next = random(6);
  const words = prose(next, vocabulary(next, size), characters).split(' ');
  return [words.join(' '), shuffled(next, words).join(' ')];
}

function base64(characters: number, seed: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const next = random(seed);
  return list(characters, () => alphabet.charAt(Math.floor(next() * 64))).join('');
}

function strings(seed: number, count: number): string[] {
  const next = random(seed);
  const words = vocabulary(next, 5_000);
  return list(count, () => prose(next, words, 30));
}

function objects(seed: number, size: number): Json[] {
  const next = random(seed);
  const words = vocabulary(next, size);
  return list(2_000, () => ({
    a: prose(next, words, 80),
    b: { c: Math.floor(next() * 1e9), d: prose(next, words, 40) },
  }));
}

function nested(depth: number, leaf: Json, wrap: (inner: Json) => Json): Json {
  let value = leaf;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
}

/** Arrays in arrays, equal but for the innermost, with siblings that must be compared again on every level. */
function nestedWithSiblings(leaf: number): Json {
  const next = random(9);
  const words = vocabulary(next, 1_000);
  return nested(190, leaf, (inner) => [
    inner,
    ...(leaf === 2 ? ['x'] : []),
    ...list(60, () => ({ text: prose(next, words, 100) })),
  ]);
}

const argumentsOf = (seed: number): Json => ({
  arguments: JSON.stringify(list(20_000, (index) => ({ index, text: `${seed} ${index % 7} words` }))),
});

const manyKeys = (prefix: string): Json => Object.fromEntries(list(100_000, (index) => [`${prefix}${index}`, index]));

const messages = (seed: number): Json => {
  const next = random(seed);
  const words = vocabulary(next, 5_000);
  return list(400, () => ({ role: 'user', content: prose(next, words, 5_000) }));
};

export const cases: Case[] = [
  { name: '50 messages, 200 KB: one word, one insertion', group: 'typical', make: oneWordAndOneInsertion },
  { name: '4 arrays, 2 MB: 1 % edited', group: 'typical', make: fourArrays },
  { name: '500 messages, 2 MB: a word in each', group: 'typical', make: redactedEverywhere },
  { name: '1 MB text: four words', group: 'typical', make: editedText },
  { name: 'unrelated texts, 200 KB', group: 'adversarial', make: () => texts(2e5, 4, 5) },
  { name: 'unrelated texts, 2 MB', group: 'adversarial', make: () => texts(2e6, 4, 5, 200_000) },
  { name: 'shuffled words, 200 KB', group: 'adversarial', make: () => shuffledText(2e5, 5_000) },
  { name: 'shuffled words, 2 MB', group: 'adversarial', make: () => shuffledText(2e6, 100_000) },
  {
    name: 'two words at random, 1 MB',
    group: 'adversarial',
    make: () => [shuffledText(1e6, 2)[0], shuffledText(1e6, 2)[1]],
  },
  { name: 'base64 blobs, 500 KB', group: 'adversarial', make: () => [base64(5e5, 1), base64(5e5, 2)] },
  { name: 'punctuation, 1 MB', group: 'adversarial', make: () => ['.,'.repeat(5e5), ',.;'.repeat(3e5)] },
  { name: '20,000 disjoint strings', group: 'adversarial', make: () => [strings(1, 20_000), strings(2, 20_000)] },
  {
    name: '20,000 shuffled strings',
    group: 'adversarial',
    make: () => [strings(1, 20_000), shuffled(random(3), strings(1, 20_000))],
  },
  { name: '2,000 x 2,000 distinct objects', group: 'adversarial', make: () => [objects(1, 5_000), objects(2, 5_000)] },
  { name: '2,000 x 2,000 similar objects', group: 'adversarial', make: () => [objects(1, 40), objects(2, 40)] },
  { name: '400 x 400 unrelated messages, 4 MB', group: 'adversarial', make: () => [messages(1), messages(2)] },
  {
    name: 'arrays 20,000 deep',
    group: 'adversarial',
    make: () => [nested(20_000, 1, (inner) => [inner]), nested(20_000, 2, (inner) => [inner])],
  },
  {
    name: 'objects 100,000 deep',
    group: 'adversarial',
    make: () => [nested(1e5, 1, (inner) => ({ a: inner })), nested(1e5, 2, (inner) => ({ a: inner }))],
  },
  {
    name: '190 levels of misaligned arrays',
    group: 'adversarial',
    make: () => [nestedWithSiblings(1), nestedWithSiblings(2)],
  },
  { name: '100,000 disjoint keys', group: 'adversarial', make: () => [manyKeys('a'), manyKeys('b')] },
  { name: 'tool arguments, 1 MB', group: 'adversarial', make: () => [argumentsOf(1), argumentsOf(2)] },
];

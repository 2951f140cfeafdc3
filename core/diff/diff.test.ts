import type { Json } from '../json';
import { changes, diff, warmDiff, type Change } from '.';

const paths = (list: Change[]): string[] => list.map((change) => change.path);

function response(content: string): Json {
  return { id: 'chatcmpl-1', choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] };
}

describe('the worked example', () => {
  const result = diff(
    response('Your account number is 1234-5678-9012.'),
    response('Your account number is [REDACTED].'),
  );

  test('marks exactly the number', () => {
    expect(result.modified).toEqual([
      {
        kind: 'text',
        path: 'choices[0].message.content',
        leftPath: ['choices', 0, 'message', 'content'],
        rightPath: ['choices', 0, 'message', 'content'],
        spans: [
          { op: 'keep', length: 'Your account number is '.length },
          { op: 'remove', text: '1234-5678-9012' },
          { op: 'add', text: '[REDACTED]' },
          { op: 'keep', length: 1 },
        ],
      },
    ]);
    expect(result.added.concat(result.removed, result.moved)).toEqual([]);
  });

  test('counts the rest as unchanged and says so in one line', () => {
    expect(result.unchanged).toBe(4);
    expect(result.summary).toBe('choices[0].message.content: 1 word replaced');
  });
});

test.each([
  ['a long integer', '12345678901234567890', '12345678901234567891'],
  ['a number beyond all doubles', '1e400', '1e500'],
  ['a long fraction', '0.12345678901234567891', '0.12345678901234567892'],
])('%s in tool arguments is told as it is spelled, also where something else changed', (_, one, other) => {
  const result = diff({ arguments: `{"id": ${one}, "n": 1}` }, { arguments: `{"id": ${other}, "n": 2}` });
  expect(result.summary).toBe('arguments: 2 words replaced');
  const same = diff({ arguments: `{"id": ${one}, "n": 1}` }, { arguments: `{"id": ${one}, "n": 2}` });
  expect(paths(changes(same))).toEqual(['arguments.n']);
});

describe('objects', () => {
  test('keys that came, went and changed, in the order of the right side', () => {
    const result = diff({ a: 1, b: 2, c: 3, d: { e: true } }, { a: 1, new: null, c: 4, d: { e: false } });
    expect(changes(result).map((change) => `${change.kind} ${change.path}`)).toEqual([
      'remove b',
      'add new',
      'replace c',
      'replace d.e',
    ]);
    expect(result.unchanged).toBe(1);
  });

  test('the order of keys means nothing, nor how a number was written', () => {
    expect(
      diff(JSON.parse('{"a":1,"b":[{"x":1,"y":2}]}') as Json, JSON.parse('{"b":[{"y":2.0,"x":1e0}],"a":1}') as Json)
        .delta,
    ).toEqual({ kind: 'same' });
  });

  test('a value of another type is replaced', () => {
    const result = diff({ stop: 'x', n: [1] }, { stop: ['x'], n: { 0: 1 } });
    expect(result.modified.map((change) => change.kind)).toEqual(['replace', 'replace']);
    expect(result.summary).toBe('stop changed from string to array; n changed from array to object');
  });

  test('keys of Object.prototype are keys like any other', () => {
    const left = JSON.parse('{"__proto__":{"a":1},"constructor":1}') as Json;
    const right = JSON.parse('{"__proto__":{"a":2},"toString":1}') as Json;
    expect(changes(diff(left, right)).map((change) => `${change.kind} ${change.path}`)).toEqual([
      'replace __proto__.a',
      'remove constructor',
      'add toString',
    ]);
  });
});

const conversation = (count: number): { role: string; content: string }[] =>
  Array.from({ length: count }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: `turn ${index}: ${['alpha', 'beta', 'gamma', 'delta', 'epsilon'][index % 5] ?? ''} topic number ${index * 7919} is what we speak of here`,
  }));

describe('arrays', () => {
  test('one inserted message is one addition, whatever else changed', () => {
    const left = conversation(50);
    const right = structuredClone(left);
    const edited = right[17];
    if (edited) edited.content = edited.content.replace('speak', 'talk');
    right.splice(3, 0, { role: 'system', content: 'Be kind.' });
    const result = diff({ messages: left }, { messages: right });
    expect(changes(result).map((change) => `${change.kind} ${change.path}`)).toEqual([
      'add messages[3]',
      'text messages[18].content',
    ]);
    expect(result.summary).toBe('1 message inserted at messages[3]; messages[18].content: 1 word replaced');
  });

  test('dropped messages are removals where they stood', () => {
    const left = conversation(30);
    const result = diff({ messages: left }, { messages: left.slice(20) });
    expect(result.removed).toHaveLength(20);
    expect(result.summary).toBe('20 messages removed at messages[0]');
  });

  test('a message that went elsewhere and was edited has moved, and its edit is told', () => {
    const say = (role: string, content: string): Json => ({ role, content });
    const plan = 'First measure the room, then order the shelves from the shop in town.';
    const others = [say('assistant', 'I can help with that.'), say('user', 'Thank you, that is all for now.')];
    const result = diff([say('user', plan), ...others], [...others, say('user', plan.replace('shelves', 'boards'))]);
    expect(changes(result)).toMatchObject([
      { kind: 'move', leftPath: [0], rightPath: [2] },
      { kind: 'text', path: '[2].content' },
    ]);
  });

  test('another message of few words elsewhere is another one', () => {
    const [ok, fine] = [
      { role: 'user', content: 'ok then' },
      { role: 'user', content: 'ok fine' },
    ];
    const answer = { role: 'assistant', content: 'Here it is.' };
    const result = diff([ok, answer], [answer, fine]);
    expect(changes(result).map((change) => change.kind)).toEqual(['remove', 'add']);
  });

  test('another role or name for the same message or tool is a change of that alone', () => {
    const tool = (name: string): Json => ({ type: 'function', function: { name, description: 'Looks it up' } });
    const result = diff(
      { messages: [{ role: 'system', content: 'Be brief.' }], tools: [tool('mail'), tool('seek'), tool('count')] },
      { messages: [{ role: 'developer', content: 'Be brief.' }], tools: [tool('mail'), tool('find'), tool('count')] },
    );
    expect(paths(changes(result))).toEqual(['messages[0].role', 'tools[1].function.name']);
  });

  test('a message that went elsewhere has moved', () => {
    const left = conversation(40);
    const right = [...left];
    right.splice(30, 0, ...right.splice(10, 1));
    const result = diff({ messages: left }, { messages: right });
    expect(changes(result)).toEqual([
      { kind: 'move', path: 'messages[30]', leftPath: ['messages', 10], rightPath: ['messages', 30] },
    ]);
    expect(result.summary).toBe('messages[10] moved to messages[30]');
  });

  test('a word redacted in every message is a word in each, beside an inserted message', () => {
    const left = conversation(120);
    const right = left.map((message) => ({ ...message, content: message.content.replace('topic', '[REDACTED]') }));
    right.splice(5, 0, { role: 'system', content: 'Everything below was redacted.' });
    const result = diff({ messages: left }, { messages: right });
    expect(paths(result.added)).toEqual(['messages[5]']);
    expect(result.removed).toEqual([]);
    expect(result.modified).toHaveLength(120);
    expect(result.modified.every((change) => change.kind === 'text')).toBe(true);
  });

  test('tools are matched by name, wherever they went', () => {
    const tool = (name: string, description: string): Json => ({ type: 'function', function: { name, description } });
    const left = [tool('search', 'find pages'), tool('mail', 'send a message'), tool('sum', 'add numbers')];
    const right = [tool('mail', 'post a letter'), tool('clock', 'tell the time'), tool('search', 'find pages')];
    const seen = changes(diff({ tools: left }, { tools: right })).map((change) => `${change.kind} ${change.path}`);
    expect(seen).toContain('add tools[1]');
    expect(seen).toContain('remove tools[2]');
    expect(seen.filter((line) => line.startsWith('move'))).toHaveLength(1);
    expect(seen.filter((line) => line.endsWith('function.description'))).toHaveLength(1);
  });

  test.each(['id', 'tool_use_id', 'tool_call_id'])('elements with the same %s are versions of each other', (key) => {
    const left = [
      { [key]: 'a', content: 'one two three' },
      { [key]: 'b', content: 'four five six' },
    ];
    const right = [
      { [key]: 'new', content: 'x' },
      { [key]: 'b', content: 'quite different words' },
      { [key]: 'a', content: 'one two three' },
    ];
    const seen = changes(diff(left, right)).map((change) => `${change.kind} ${change.path}`);
    expect(seen).toContain('add [0]');
    expect(seen.filter((line) => line.startsWith('move'))).toHaveLength(1);
    expect(seen).toHaveLength(3);
  });

  test('messages of different roles are never versions of each other', () => {
    const left = { messages: [{ role: 'user', content: 'the same words here' }] };
    const right = { messages: [{ role: 'system', content: 'the same words there' }] };
    expect(diff(left, right).modified).toEqual([]);
  });

  test('one summary in place of twenty messages is no new version of the first', () => {
    const left = conversation(24);
    const right = [{ role: 'user', content: 'In short: greetings.' }, ...left.slice(20)];
    const result = diff({ messages: left }, { messages: right });
    expect([result.added.length, result.removed.length, result.modified.length]).toEqual([1, 20, 0]);
  });
});

describe('JSON inside strings', () => {
  const call = (args: string): Json => ({ function: { name: 'f', arguments: args } });

  test('is compared as JSON', () => {
    const result = diff(call('{"city":"Paris","days":3}'), call('{"days": 5, "city": "Paris"}'));
    expect(result.modified).toMatchObject([{ kind: 'replace', path: 'function.arguments.days', left: 3, right: 5 }]);
    expect(result.summary).toBe('function.arguments.days replaced');
  });

  test('is text where only the spacing differs, or one side is no JSON', () => {
    expect(diff(call('{"a": 1}'), call('{"a":1}')).delta).not.toEqual({ kind: 'same' });
    expect(diff(call('{"city": "Paris"}'), call('{"city": "Paris')).modified).toMatchObject([{ kind: 'text' }]);
  });
});

test('warming up changes nothing but the time that the next diff takes', () => {
  const before = diff(response('one two'), response('one three'));
  warmDiff();
  expect(diff(response('one two'), response('one three'))).toEqual(before);
});

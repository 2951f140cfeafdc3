import type { Change, Delta } from '../diff';
import { conversationOf, indexChanges, markedRuns, withRemoved } from './index';

describe('changes by place', () => {
  const text: Change = { kind: 'text', path: 'messages[1].content', rightPath: ['messages', 1, 'content'] };
  const added: Change = { kind: 'add', path: 'messages[0]', rightPath: ['messages', 0] };
  const removed: Change = { kind: 'remove', path: 'messages[5]', leftPath: ['messages', 5] };
  const index = indexChanges([text, added, removed]);

  test('a value knows its own change and what it is part of', () => {
    expect(index.at(['messages', 1, 'content'])).toEqual({ own: text, around: null, inside: [] });
    expect(index.at(['messages', 0, 'content'])).toEqual({ own: null, around: added, inside: [] });
    expect(index.at(['messages', 1])).toEqual({ own: null, around: null, inside: [text] });
    expect(index.at([])).toMatchObject({ inside: [text, added] });
  });

  test('an untouched value has none, and removals have no place in the final body', () => {
    expect(index.at(['messages', 5])).toEqual({ own: null, around: null, inside: [] });
    expect(index.at(['messages', 10])).toEqual({ own: null, around: null, inside: [] });
  });
});

describe('marks in a text', () => {
  test('a replaced word carries its original', () => {
    const spans = [
      { op: 'keep' as const, length: 5 },
      { op: 'remove' as const, text: '1234', by: 'pii' },
      { op: 'add' as const, text: '[REDACTED]', by: 'pii' },
      { op: 'keep' as const, length: 1 },
    ];
    expect(markedRuns('I am [REDACTED].', spans)).toEqual([
      { changed: false, text: 'I am ' },
      { changed: true, text: '[REDACTED]', original: '1234', by: 'pii' },
      { changed: false, text: '.' },
    ]);
  });

  test('what was only taken out leaves a mark without text', () => {
    expect(
      markedRuns('ab', [
        { op: 'keep', length: 1 },
        { op: 'remove', text: 'x' },
        { op: 'keep', length: 1 },
      ]),
    ).toEqual([
      { changed: false, text: 'a' },
      { changed: true, text: '', original: 'x', by: null },
      { changed: false, text: 'b' },
    ]);
  });

  test('the runs together are the final text, also when the spans fall short', () => {
    const runs = markedRuns('abcdef', [
      { op: 'add', text: 'ab' },
      { op: 'keep', length: 2 },
    ]);
    expect(runs.map(({ text }) => text).join('')).toBe('abcdef');
  });
});

describe('removed messages', () => {
  const body = (...texts: string[]) => ({ messages: texts.map((content) => ({ role: 'user', content })) });
  const read = (...texts: string[]) => conversationOf('openai', body(...texts), null);
  const told = (delta: Delta | null, final: string[], original: string[]) =>
    withRemoved(read(...final), read(...original), delta, 'messages').map(({ message, removed }) => {
      const [part] = message.parts;
      return `${removed ? '-' : ' '}${part?.kind === 'text' ? part.text : '?'}`;
    });

  test('stand where they stood', () => {
    const delta: Delta = {
      kind: 'object',
      entries: [
        {
          kind: 'change',
          key: 'messages',
          delta: {
            kind: 'array',
            items: [
              { kind: 'keep', left: 0, right: 0, count: 1 },
              { kind: 'remove', left: 1, value: null },
              { kind: 'keep', left: 2, right: 1, count: 1 },
              { kind: 'remove', left: 3, value: null },
            ],
          },
        },
      ],
    };
    expect(told(delta, ['a', 'c'], ['a', 'b', 'c', 'd'])).toEqual([' a', '-b', ' c', '-d']);
  });

  test('no delta, no removals', () => {
    expect(told(null, ['a'], ['a', 'b'])).toEqual([' a']);
    expect(told({ kind: 'same' }, ['a'], ['a', 'b'])).toEqual([' a']);
  });
});

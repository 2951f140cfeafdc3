import { diff, toResult, type Delta, type DiffResult } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import fc from 'fast-check';
import { buildRows, materialise } from './buildRows';
import { materialiseAll } from './materialiseAll';
import { pathText } from './pathNode';
import { drawn, modelOf } from './testing';
import type { Line, Row } from './types';

test('an edited string keeps its line, with the words marked on both sides', () => {
  const { rows, changes } = modelOf({ content: 'Number 1234-5678.' }, { content: 'Number [REDACTED].' });
  expect(drawn(rows)).toEqual([
    '  { | {',
    '~   "content": "Number «1234-5678»." |   "content": "Number «[REDACTED]»."',
    '  } | }',
  ]);
  expect(changes).toMatchObject([{ id: 'content', kind: 'text', path: 'content', row: rows[1]?.id }]);
});

test('added, removed and replaced keys stand where they belong on their sides', () => {
  const { rows, changes } = modelOf({ a: 1, gone: true, b: 'x' }, { a: 2, b: 'x', fresh: null });
  expect(drawn(rows)).toEqual([
    '  { | {',
    '~   "a": 1, |   "a": 2,',
    '-   "gone": true, |',
    '    "b": "x" |   "b": "x",',
    '+  |   "fresh": null',
    '  } | }',
  ]);
  expect(changes.map((change) => change.id)).toEqual(['a', '-gone', 'fresh']);
});

test('removed keys keep the order they had, also before the first kept one', () => {
  const { rows } = modelOf({ x: 1, y: 2, kept: 3, z: 4 }, { kept: 3 });
  expect(
    drawn(rows)
      .slice(1, -1)
      .map((row) => row.trim().slice(0, 8)),
  ).toEqual(['-   "x":', '-   "y":', '"kept": ', '-   "z":']);
});

test('an inserted element is one addition, and the others line up with where they were', () => {
  const message = (n: number): Json => ({ role: 'user', content: `message ${n} of the talk` });
  const { rows, changes } = modelOf([message(1), message(2)], [message(1), message(3), message(2)]);
  expect(changes).toMatchObject([{ kind: 'add', path: '[1]' }]);
  const last = rows.find((row) => row.left !== null && pathText(row.left.at) === '[1]');
  expect(last?.right && pathText(last.right.at)).toBe('[2]');
});

test('a moved element says from where, and its old place says where it went', () => {
  const list = ['first', 'second', 'third', 'fourth', 'fifth'].map((word) => ({
    role: 'user',
    content: `${word} one`,
  }));
  const moved = [list[0], list[1], list[4], list[2], list[3]] as Json;
  const { rows, changes } = modelOf(list, moved);
  expect(changes).toMatchObject([{ kind: 'move', path: '[2]', from: '[4]' }]);
  const notes = rows.filter((row) => row.moved !== undefined);
  expect(notes.map((row) => [row.sign, row.moved?.direction, row.moved?.path])).toEqual([
    ['move', 'from', '[4]'],
    ['move', 'to', '[2]'],
  ]);
  expect(notes.map((row) => row.left === null)).toEqual([true, false]);
});

test('a moved element that was edited too shows the edit against its old text', () => {
  const talk = (n: number): Json => ({ id: `m${n}`, role: 'user', content: `number ${n} says a few words of its own` });
  const edited = { id: 'm5', role: 'user', content: 'number 5 says a few WORDS of its own' };
  const { rows } = modelOf([1, 2, 3, 4, 5].map(talk), [talk(1), edited, talk(2), talk(3), talk(4)]);
  expect(drawn(rows).filter((row) => row.startsWith('~'))).toEqual([
    '~     "content": "number 5 says a few «words» of its own" |     "content": "number 5 says a few «WORDS» of its own"',
  ]);
});

test('a value of another type stands beside what it was', () => {
  const { rows } = modelOf({ system: 'Be brief.' }, { system: [{ type: 'text' }] });
  expect(drawn(rows)).toEqual([
    '  { | {',
    '~   "system": "«Be brief.»" |   "system": [',
    '+  |     {',
    '+  |       "type": "text"',
    '+  |     }',
    '+  |   ]',
    '  } | }',
  ]);
});

test('JSON inside a string is opened as JSON, changed or not', () => {
  const call = (amount: number): Json => ({ arguments: `{"to": "Ann", "amount": ${amount}}`, other: '{"a":1}' });
  const { rows, changes } = modelOf(call(950), call(100));
  expect(drawn(rows)).toEqual([
    '  { | {',
    '    "arguments": JSON in a string { |   "arguments": JSON in a string {',
    '      "to": "Ann", |     "to": "Ann",',
    '~     "amount": 950 |     "amount": 100',
    '    }, |   },',
    '    "other": JSON in a string { |   "other": JSON in a string {',
    '      "a": 1 |     "a": 1',
    '    } |   }',
    '  } | }',
  ]);
  expect(changes).toMatchObject([{ path: 'arguments.amount' }]);
});

test('policies are named on the change they made', () => {
  const result: DiffResult = {
    ...diff({ t: 'a b' }, { t: 'a c' }),
    delta: {
      kind: 'object',
      entries: [
        {
          kind: 'change',
          key: 't',
          delta: {
            kind: 'text',
            by: ['chain'],
            spans: [
              { op: 'keep', length: 2 },
              { op: 'remove', text: 'b', by: 'redact' },
              { op: 'add', text: 'c', by: 'redact' },
            ],
          },
        },
      ],
    },
  };
  expect(buildRows({ t: 'a b' }, { t: 'a c' }, result).changes).toMatchObject([{ by: ['chain', 'redact'] }]);
});

test('a body that was masked after the comparison shows the marks of the comparison', () => {
  const result = diff({ t: 'secret 1234' }, { t: 'secret [X]' });
  const { rows } = buildRows({ t: '[masked, 3f9a…]' }, { t: 'secret [X]' }, result);
  expect(drawn(rows)[1]).toBe('~   "t": "secret «1234»" |   "t": "secret «[X]»"');
});

test('a delta that does not fit its bodies shows the final body instead of failing', () => {
  const result = diff({ a: [1] }, { a: [2] });
  expect(drawn(buildRows({ a: 'masked' }, { a: 'masked' }, result).rows)).toEqual([
    '  { | {',
    '    "a": "masked" |   "a": "masked"',
    '  } | }',
  ]);
});

test('without a diff the body that exists is shown', () => {
  expect(drawn(buildRows({ a: 1 }, null, null).rows)[1]).toBe('    "a": 1 |   "a": 1');
});

test('keys such as __proto__ are data', () => {
  const before = JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}') as Json;
  const after = JSON.parse('{"__proto__": {"a": 2}, "constructor": 1}') as Json;
  const { rows, changes } = modelOf(before, after);
  expect(changes).toMatchObject([{ path: '__proto__.a' }]);
  expect(drawn(rows)).toContain('    "constructor": 1 |   "constructor": 1');
});

describe('large bodies', () => {
  const long = Array.from({ length: 1_000 }, (_, n) => ({ n, text: `element ${n}` }));

  test('a large unchanged value is one row until it is opened', () => {
    const model = modelOf({ list: long, t: 1 }, { list: long, t: 2 });
    const [, list] = model.rows;
    expect(model.rows).toHaveLength(4);
    expect(list?.pending).toMatchObject({ kind: 'value', lines: 4_002 });
    const opened = materialise(model, new Set([list?.id ?? -1]));
    expect(opened.rows).toHaveLength(4_005);
    expect(opened.rows[1]?.id).toBe(list?.id);
    expect(opened.changes).toBe(model.changes);
  });

  test('a long run of unchanged elements is counted, not built', () => {
    const changed = long.with(500, { n: 500, text: 'another element' });
    const model = modelOf(long, changed);
    const runs = model.rows.filter((row) => row.pending?.kind === 'run');
    expect(runs.map((row) => row.pending?.lines)).toEqual([494 * 4, 493 * 4]);
    expect(materialiseAll(model).model.rows).toHaveLength(1_000 * 4 + 2);
  });

  test('row ids stay unique when more is built', () => {
    const { model } = materialiseAll(modelOf({ list: long, t: 1 }, { list: long, t: 2 }));
    expect(new Set(model.rows.map((row) => row.id)).size).toBe(model.rows.length);
  });

  test('building everything stops at its limit and says so', () => {
    const model = modelOf({ a: long, b: long, t: 1 }, { a: long, b: long, t: 2 });
    const built = materialiseAll(model, 5_000);
    expect(built.complete).toBe(false);
    expect(built.model.rows.length).toBeLessThanOrEqual(5_000);
  });

  test('nesting as deep as a sender likes does not overflow the stack', () => {
    let deep: Json = 1;
    for (let i = 0; i < 20_000; i++) deep = [deep];
    const model = buildRows({ deep }, { deep }, null);
    expect(model.rows[1]?.pending?.lines).toBe(40_001);
    expect(materialise(model, new Set([model.rows[1]?.id ?? -1])).rows.length).toBeGreaterThan(3);
  });
});

/** Puts a body together again from the lines of one side. */
function readBack(rows: readonly Row[], pick: (row: Row) => Line | null): unknown {
  let text = '';
  let string: string | null = null;
  for (const row of rows) {
    const line = pick(row);
    if (line === null) continue;
    if (line.key !== null) text += `${JSON.stringify(line.key)}:`;
    const { content } = line;
    if (content.kind === 'open' || content.kind === 'close') text += content.bracket;
    if (content.kind === 'scalar') text += JSON.stringify(content.value);
    if (content.kind === 'text') {
      const words = content.line.pieces.map((piece) => piece.text).join('');
      string = (string ?? '') + words + (content.line.end === 'break' ? '\n' : '');
      if (content.closes) {
        text += JSON.stringify(string);
        string = null;
      }
    }
    if (line.comma) text += ',';
  }
  return JSON.parse(text);
}

test('the lines of each side are its whole body, nothing more and nothing less', () => {
  const leaf = fc.oneof(
    fc.constantFrom('', 'one word', 'two words here', 'a\nb\nc', 'a\n\nc', 'line\r\nline', '\n'),
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom(null, true),
  );
  const { body } = fc.letrec<{ body: Json }>((tie) => ({
    body: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('body'), { maxLength: 5 }),
      fc.dictionary(fc.constantFrom('id', 'role', 'content', 'a', 'b', '1'), tie('body'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(body, body, (left, right) => {
      const { model } = materialiseAll(modelOf(left, right));
      // Where an element went is drawn at both places, and the mark at its old place is the left side's only copy of it.
      const unmoved = model.rows.some((row) => row.sign === 'move') ? null : readBack(model.rows, (row) => row.left);
      expect(readBack(model.rows, (row) => row.right)).toEqual(right);
      if (unmoved !== null) expect(unmoved).toEqual(JSON.parse(JSON.stringify(left)));
    }),
    { numRuns: 500 },
  );
});

describe('JSON in a string whose values are the same', () => {
  const embedded = (left: string, right: string): DiffResult =>
    toResult({ kind: 'embedded', left, right, delta: { kind: 'same' } }, 0, []);

  test.each([
    ['and whose text is not, is the one change that the diff counts', '{"a":1}', '{"a": 1}', 1],
    ['and whose text is too, is no change', '{"a":1}', '{"a":1}', 0],
  ])('%s', (_, left, right, count) => {
    const result = embedded(left, right);
    expect(result.modified).toHaveLength(count);
    expect(buildRows(left, right, result).changes).toHaveLength(count);
  });
});

test('the policy that replaced a JSON text as a whole is named', () => {
  const inner: Delta = { kind: 'replace', left: { a: 1 }, right: { b: 2 }, by: ['p'] };
  const result = toResult({ kind: 'embedded', left: '{"a":1}', right: '{"b":2}', delta: inner }, 0, []);
  expect(buildRows('{"a":1}', '{"b":2}', result).changes).toMatchObject([{ by: ['p'] }]);
  expect(result.modified).toMatchObject([{ by: ['p'] }]);
});

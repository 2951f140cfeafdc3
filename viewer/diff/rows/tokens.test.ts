import { parseJson, type Json } from '@lens/core/json';
import { buildRows } from './buildRows';
import { lineTokens, type Token } from './tokens';
import { modelOf } from './testing';

const tokensOf = (value: Json, row = 0, collapsed = false): Token[] => {
  const line = buildRows(value, value, null).rows[row]?.right;
  return line ? lineTokens(line, collapsed) : [];
};

const kinds = (tokens: Token[]): string[] => tokens.map((token) => token.kind);

test('every kind of value has its own class', () => {
  const value = { a: 'x', b: 1.5, c: true, d: null, e: [], f: {} };
  expect([1, 2, 3, 4, 5, 6].map((row) => kinds(tokensOf(value, row)).at(row === 1 ? 3 : 2))).toEqual([
    'string',
    'number',
    'boolean',
    'null',
    'punctuation',
    'punctuation',
  ]);
});

test('a number is shown as it is spelled', () => {
  const value = parseJson('[9007199254740993,1.0,1e2,-0]');
  const shown = [1, 2, 3, 4].map((row) => tokensOf(value, row).find(({ kind }) => kind === 'number')?.text);
  expect(shown).toEqual(['9007199254740993', '1.0', '1e2', '-0']);
});

test('a closed container tells what it holds', () => {
  const text = (value: Json): string =>
    tokensOf(value, 0, true)
      .map((token) => token.text)
      .join('');
  expect(text({ a: 1, b: 2 })).toBe('{…} 2 keys');
  expect(text([1])).toBe('[…] 1 item');
});

test('hostile characters in keys are named too', () => {
  expect(tokensOf({ 'a\u202Eb': 1 }, 1)).toContainEqual({
    kind: 'hidden',
    text: 'U+202E',
    name: 'right-to-left override',
  });
});

test('a changed line end is seen', () => {
  const { rows } = modelOf({ t: 'one line here\r\ntwo lines here' }, { t: 'one line here\ntwo lines here' });
  const left = rows[1]?.left;
  const marks = (left ? lineTokens(left) : []).filter((token) => token.mark !== undefined);
  expect(marks.map((token) => [token.kind, token.mark])).toContainEqual(['line-end', 'remove']);
});

test('images are named by type and size', () => {
  const png = `data:image/png;base64,${'iVBORw0KGgo'.padEnd(400, 'A')}`;
  expect(tokensOf({ url: png }, 1).find((token) => token.kind === 'blob')?.text).toBe('image/png · 300 B');
});

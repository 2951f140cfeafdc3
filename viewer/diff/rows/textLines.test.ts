import type { TextSpan } from '@lens/core/diff';
import { alignedLines, countTextLines, plainLines } from './textLines';
import type { TextLine } from './types';

const text = (line: TextLine | null): string | null =>
  line === null ? null : line.pieces.map((piece) => piece.text).join('') + (line.end === 'break' ? '\n' : '');

const aligned = (final: string, ...spans: TextSpan[]): (string | null)[][] =>
  alignedLines(spans, final).map((pair) => [text(pair.left), text(pair.right)]);

const keep = (length: number): TextSpan => ({ op: 'keep', length });
const add = (added: string): TextSpan => ({ op: 'add', text: added });
const remove = (removed: string): TextSpan => ({ op: 'remove', text: removed });

test('real line breaks make lines', () => {
  expect(plainLines('one\ntwo\n').map(text)).toEqual(['one\n', 'two\n', '']);
  expect(plainLines('').map(text)).toEqual(['']);
});

test('added lines face nothing, and the lines around them stay side by side', () => {
  expect(aligned('A\nX\nY\nB\n', keep(2), add('X\nY\n'), keep(2))).toEqual([
    ['A\n', 'A\n'],
    [null, 'X\n'],
    [null, 'Y\n'],
    ['B\n', 'B\n'],
    ['', ''],
  ]);
});

test('removed lines face nothing on the other side', () => {
  expect(aligned('A\nB', keep(2), remove('X\n'), keep(1))).toEqual([
    ['A\n', 'A\n'],
    ['X\n', null],
    ['B', 'B'],
  ]);
});

test('a line that was cut in two stays beside its first part when that holds what is kept', () => {
  expect(aligned('first words\nadded', keep(11), add('\nadded'))).toEqual([
    ['first words', 'first words\n'],
    [null, 'added'],
  ]);
});

test('a removed line break is marked as removed', () => {
  const [pair] = alignedLines([keep(1), remove('\n'), keep(1)], 'ab');
  expect([pair?.left?.end, pair?.left?.endOp]).toEqual(['break', 'remove']);
});

test('pieces keep the policy that made them', () => {
  const [pair] = alignedLines(
    [
      { op: 'remove', text: 'x', by: 'a' },
      { op: 'add', text: 'y', by: 'b' },
    ],
    'y',
  );
  expect([pair?.left?.pieces[0]?.by, pair?.right?.pieces[0]?.by]).toEqual(['a', 'b']);
});

describe('lines too long for one row', () => {
  const long = 'word '.repeat(1_000);

  test('go on in the next row, cut after a space', () => {
    const lines = plainLines(long);
    expect(lines).toHaveLength(5);
    expect(lines[0]?.end).toBe('wrap');
    expect(text(lines[0] ?? null)).toMatch(/ $/);
    expect(lines.map(text).join('')).toBe(long);
  });

  test('are cut at the same places on both sides, so that kept rows face each other', () => {
    const final = `${long}NEW ${long}`;
    const pairs = alignedLines([keep(long.length), add('NEW '), keep(long.length)], final);
    const same = pairs.filter((pair) => text(pair.left) === text(pair.right));
    expect(pairs.length - same.length).toBe(1);
  });

  test('are never cut inside a character', () => {
    const smiles = '😀'.repeat(1_001);
    for (const line of [...plainLines(smiles), ...plainLines(`x${smiles}`)]) {
      expect(text(line)).not.toMatch(/\p{Surrogate}/u);
    }
  });
});

test.each(['', 'a', 'a\nb', '\n\n', 'word '.repeat(900), `x\n${'y'.repeat(5_000)}\n`])(
  'lines are counted as they are made',
  (value) => {
    expect(countTextLines(value)).toBe(plainLines(value).length);
  },
);

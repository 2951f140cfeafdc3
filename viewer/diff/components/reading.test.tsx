/** @jest-environment jsdom */
import type { Json } from '@lens/core/json';
import { fireEvent, screen } from '@testing-library/react';
import { renderInViewer, testAddress, testHost } from '../../testing';
import { ChangesView } from './ChangesView';
import { sideView } from './sample';

beforeEach(() => {
  Element.prototype.scrollIntoView = jest.fn();
});

/** A page of which only the response has bodies. */
function show(
  original: Json,
  final: Json,
  more: { mode?: 'side' | 'unified' | 'changes'; masked?: boolean; hash?: string } = {},
) {
  const { mode = 'side', masked = false, hash = '' } = more;
  const host = testHost({ address: testAddress(`/${hash}`) });
  const response = { ...sideView(original, final, 'p'), masked };
  return renderInViewer(
    <ChangesView request={sideView(null, null)} response={response} events={[]} mode={mode} fileStem="call" />,
    host,
  ).container;
}

const press = (key: string): boolean => fireEvent.keyDown(document.body, { key });
const rows = (): string[] => [...document.querySelectorAll('[data-row]')].map((row) => row.textContent);
const rowsWith = (sign: string): string[] =>
  [...document.querySelectorAll(`[data-row][data-sign="${sign}"]`)].map((row) => row.textContent);
const current = (): string | null | undefined => document.querySelector('[data-row][aria-current]')?.textContent;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => 1_000 + i);
const without = (list: number[], value: number): number[] => list.filter((each) => each !== value);

describe('what did not change is folded', () => {
  const before = { first: 1, list: numbers(30), last: 'one word here' };
  const after = { ...before, last: 'one term here' };

  test('but for three lines around each change; the fold says how many lines it hides and what follows', () => {
    const page = show(before, after);
    expect(rows().some((row) => row.includes('1029'))).toBe(true);
    expect(rows().some((row) => row.includes('1010'))).toBe(false);
    expect(screen.getAllByRole('button', { name: /^\d+ unchanged lines$/ }).length).toBeGreaterThan(0);
    expect(page.querySelector('.lens-diff-fold-path')?.textContent).toBe('list');
  });

  test('twenty lines at a time come out at the end that is asked for', () => {
    show(before, after);
    fireEvent.click(screen.getByRole('button', { name: '↑ 20 more' }));
    expect(rows().some((row) => row.includes('1010'))).toBe(true);
    expect(rows().some((row) => row.includes('1003'))).toBe(false);
  });

  test('a long text shows its beginning and its end', () => {
    const text = Array.from({ length: 60 }, (_, i) => `line ${i}`).join('\n');
    show({ a: 1 }, { a: 1, text });
    expect(rows().some((row) => row.includes('line 59'))).toBe(true);
    expect(rows().some((row) => row.includes('line 30'))).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: /more lines of this text/ }));
    expect(rows().some((row) => row.includes('line 30'))).toBe(true);
  });

  test('a change is never folded away', () => {
    show({ a: numbers(100), b: numbers(100) }, { a: without(numbers(100), 1_050), b: without(numbers(100), 1_070) });
    expect(rowsWith('remove').map((row) => /\d{4}/.exec(row)?.[0])).toEqual(['1050', '1070']);
  });
});

describe('next and previous', () => {
  const before = { a: 'one two', b: 'three four', c: 'five six' };
  const after = { a: 'one 2', b: 'three 4', c: 'five 6' };

  test('go through the changes in order and around the ends', () => {
    show(before, after);
    const seen = ['n', 'n', 'n', 'n', 'p'].map((key) => {
      press(key);
      return /"([abc])":/.exec(current() ?? '')?.[1];
    });
    expect(seen).toEqual(['a', 'b', 'c', 'a', 'c']);
  });

  test('are buttons too', () => {
    show(before, after);
    fireEvent.click(screen.getByRole('button', { name: /next/i }));
    fireEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(current()).toContain('three');
    fireEvent.click(screen.getByRole('button', { name: /previous/i }));
    expect(current()).toContain('one');
  });

  test('count from where the reader is', () => {
    const page = show(before, after);
    const [, , second] = page.querySelectorAll('[data-row]');
    fireEvent.click(second ?? page);
    press('n');
    expect(current()).toContain('five');
  });
});

describe('a link to a path', () => {
  const before = { messages: numbers(60).map((id) => ({ id, text: `text ${id}` })), end: 1 };
  const after = { ...before, end: 2 };

  test('opens the fold that its row is in', () => {
    show(before, after, { hash: '#response:messages[30].text' });
    expect(current()).toContain('text 1030');
  });

  test('with characters of a URL leads to them', () => {
    show(
      { 'a key/&?#': 'x', b: 1 },
      { 'a key/&?#': 'x', b: 2 },
      { hash: `#response:${encodeURIComponent('["a key/&?#"]')}` },
    );
    expect(current()).toContain('a key/&?#');
  });

  test.each(['nowhere[3]', '%E0%A4%A', '__proto__.x'])('to nothing (%s) leaves the page as it is', (path) => {
    show(before, after, { hash: `#response:${path}` });
    expect(current()).toBeUndefined();
  });

  test('to a removed value leads to where it stood', () => {
    show({ gone: 'was here', kept: 1 }, { kept: 1 }, { hash: '#response:-gone' });
    expect(current()).toContain('was here');
  });
});

describe('each kind of change is told apart', () => {
  test('a value of another type is one change with both values', () => {
    show({ limit: '5', other: 1 }, { limit: 5, other: 1 });
    expect(rowsWith('change')).toHaveLength(1);
    expect(rowsWith('change')[0]).toMatch(/"5".*5/);
    expect(screen.getByRole('button', { name: /^Response/ }).textContent).toContain('changed from string to number');
  });

  test('an element that moved says where from and where to, and is no removal', () => {
    const item = (name: string) => ({ id: name, text: `the text of ${name} is long enough to be known again` });
    const page = show(['a', 'b', 'c', 'd'].map(item), ['b', 'c', 'd', 'a'].map(item));
    expect(page.textContent).toContain('[0]');
    expect(page.querySelectorAll('.lens-diff-moved').length).toBeGreaterThan(0);
    expect([rowsWith('remove'), rowsWith('add')]).toEqual([[], []]);
  });

  test('JSON inside a string is compared as JSON', () => {
    show({ arguments: '{"city":"Paris","days":3}' }, { arguments: '{"city":"Rome","days":3}' });
    expect(rowsWith('change')).toHaveLength(1);
    expect(rowsWith('change')[0]).toContain('"city"');
    expect(rows().some((row) => row.includes('JSON in a string'))).toBe(true);
  });

  test('a hidden character that was put in is named', () => {
    const page = show({ a: 'pay now' }, { a: 'pay\u202E now\u200B' });
    const added = [...page.querySelectorAll('ins')].map((mark) => mark.textContent).join('');
    expect(added).toContain('U+202E');
    expect(page.querySelector('[title="U+202E right-to-left override"]')).not.toBeNull();
    expect(page.textContent).not.toContain('\u202E');
  });

  test('a space that became another kind of space can be seen', () => {
    const page = show({ a: 'one two' }, { a: 'one\u00A0two' });
    expect(page.querySelector('[title="U+00A0 no-break space"]')).not.toBeNull();
  });
});

describe('changes only', () => {
  test('lists every change with its path, before and after, and nothing else', () => {
    const before = { a: 'one two', b: [1, 2], kept: 'the same' };
    const page = show(before, { a: 'one 2', b: [1, 2, 3], kept: 'the same' }, { mode: 'changes' });
    const entries = [...page.querySelectorAll('.lens-diff-change')].map((entry) => entry.textContent);
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatch(/^a.*one two.*→.*one 2/);
    expect(entries[1]).toContain('b[2]');
    expect(page.textContent).not.toContain('the same');
  });

  test('lists the first of very many, the rest on demand', () => {
    const list = (word: string) => numbers(450).map((id) => `${word} ${id} of them`);
    const page = show(list('old'), list('new'), { mode: 'changes' });
    const count = (): number => page.querySelectorAll('.lens-diff-change').length;
    expect(count()).toBe(200);
    fireEvent.click(screen.getByRole('button', { name: '250 more changes' }));
    fireEvent.click(screen.getByRole('button', { name: '50 more changes' }));
    expect(count()).toBe(450);
  });
});

describe('a masked original', () => {
  const masked = { a: 'number [masked, 3f9a1c…]', list: numbers(9) };
  const final = { a: 'number [REDACTED]', list: numbers(9) };

  test('shows the mask where the secret stood, and says that there is one', () => {
    const page = show(masked, final, { masked: true });
    expect(page.querySelector('del')?.textContent).toContain('masked, 3f9a1c');
    expect(screen.getByText(/What policies redacted is masked/)).toBeTruthy();
  });

  test('that is hidden whole leaves the final side readable', () => {
    renderInViewer(
      <ChangesView
        request={sideView(null, null)}
        response={{ ...sideView(null, final), masked: true }}
        events={[]}
        fileStem="call"
        missing={{ request: null, response: 'The original is hidden.' }}
      />,
    );
    expect(screen.getByText('The original is hidden.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Response/ }));
    expect(rows().some((row) => row.includes('[REDACTED]'))).toBe(true);
  });
});

test('too many changes to find the policy of each is said', () => {
  const side = sideView({ a: 1 }, { a: 2 });
  const response = { ...side, diff: side.diff && { ...side.diff, attribution: 'coarse' as const } };
  renderInViewer(<ChangesView request={sideView(null, null)} response={response} events={[]} fileStem="call" />);
  expect(screen.getByText(/too many changes to find the policy of each/)).toBeTruthy();
});

test('a text from right to left is one text, whatever was changed in it, and leaves its quotes where they are', () => {
  const page = show({ name: 'השם הוא דוד כהן ומספרו 1' }, { name: 'השם הוא [REDACTED] ומספרו 1' });
  const [left] = page.querySelectorAll('[data-row][data-sign="change"] .lens-diff-left code');
  expect(left?.textContent).toBe('"name": "השם הוא דוד כהן ומספרו 1"');
  expect([...(left?.querySelectorAll('bdi') ?? [])].map((text) => text.textContent)).toEqual([
    'השם הוא דוד כהן ומספרו 1',
  ]);
});

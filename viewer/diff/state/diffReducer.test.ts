import { diff } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { rowPath } from '../rows';
import { changeSequence } from './changeSequence';
import { diffReducer, initialState } from './diffReducer';
import type { DiffAction, DiffInput, DiffState } from './types';

const input = (side: string, original: Json, final: Json): DiffInput => ({
  side,
  original,
  final,
  diff: diff(original, final),
});

const inputs = [
  input('request', { model: 'a', temperature: 1 }, { model: 'b', temperature: 1 }),
  input('response', { text: 'one two', done: true }, { text: 'one TWO', done: false }),
];

function after(...actions: DiffAction[]): DiffState {
  return actions.reduce(diffReducer(inputs), initialState(inputs, null));
}

/** Where the reader is. */
function at(state: DiffState): string | null {
  const { active } = state;
  const row = active && state.sides[active.side]?.model?.rows.find((each) => each.id === active.row);
  return active && row ? `${active.side}:${rowPath(row)}` : null;
}

const next: DiffAction = { do: 'step', by: 1 };
const previous: DiffAction = { do: 'step', by: -1 };

test('the changes of request and response are one sequence that goes round', () => {
  const places = [[next], [next, next], [next, next, next], [next, next, next, next], [previous]].map((steps) =>
    at(after(...steps)),
  );
  expect(places).toEqual(['request:model', 'response:text', 'response:done', 'request:model', 'response:done']);
});

test('stepping goes on from the row the reader clicked', () => {
  const clicked = after().sides.response?.model?.rows.find((row) => rowPath(row) === 'text')?.id ?? -1;
  expect(at(after({ do: 'visit', side: 'response', row: clicked }, next))).toBe('response:done');
});

test('a link leads to a change, and to any other path of the body', () => {
  expect(at(after({ do: 'link', side: 'response', path: 'done' }))).toBe('response:done');
  expect(at(after({ do: 'link', side: 'request', path: 'temperature' }))).toBe('request:temperature');
});

test('a link to nothing changes nothing', () => {
  expect(after({ do: 'link', side: 'request', path: 'nowhere' }).target).toBeNull();
  expect(after({ do: 'link', side: 'elsewhere', path: 'model' }).target).toBeNull();
});

test('an unchanged body is built when it is opened', () => {
  const same = [input('request', { a: 1 }, { a: 1 })];
  const start = initialState(same, null);
  expect(start.sides.request).toMatchObject({ open: false, model: null });
  const opened = diffReducer(same)(start, { do: 'open', side: 'request', open: true });
  expect(opened.sides.request?.model?.rows).toHaveLength(3);
  expect(changeSequence(opened.sides)).toEqual([]);
});

test('a search finds folded and unbuilt rows, opens them and steps through them', () => {
  const list = Array.from({ length: 500 }, (_, i) => `element ${i}`);
  const bodies = [input('request', { list, t: 1 }, { list, t: 2 })];
  const reduce = diffReducer(bodies);
  const found = reduce(initialState(bodies, null), { do: 'search', side: 'request', query: 'element 49' });
  expect(found.sides.request?.search).toMatchObject({ at: 0, complete: true });
  expect(found.sides.request?.search.hits).toHaveLength(11);
  expect(at(found)).toBe('request:list[49]');
  expect(found.sides.request?.folds.pinned.size).toBe(1);
  expect(at(reduce(found, { do: 'searchStep', side: 'request', by: 1 }))).toBe('request:list[490]');
  expect(at(reduce(found, { do: 'searchStep', side: 'request', by: -1 }))).toBe('request:list[499]');
});

test('while a word is typed only its last hit stays open', () => {
  const typed = after(
    { do: 'search', side: 'response', query: 't' },
    { do: 'search', side: 'response', query: 'done' },
    { do: 'search', side: 'response', query: '' },
  );
  expect(typed.sides.response?.folds.pinned.size).toBe(0);
  expect(typed.sides.response?.search.hits).toEqual([]);
});

test('expand all shows every line of the open sides, fold all goes back', () => {
  const list = Array.from({ length: 500 }, (_, i) => i);
  const bodies = [input('request', { list, t: 1 }, { list, t: 2 })];
  const reduce = diffReducer(bodies);
  const open = reduce(initialState(bodies, null), { do: 'expandAll' });
  expect(open.sides.request?.folds.expanded).toBe(true);
  expect(open.sides.request?.model?.rows).toHaveLength(505);
  expect(reduce(open, { do: 'foldAll' }).sides.request?.folds.expanded).toBe(false);
});

test('a container closes and opens again', () => {
  const bodies = [input('request', { a: { b: 1 } }, { a: { b: 2 } })];
  const reduce = diffReducer(bodies);
  const start = initialState(bodies, null);
  const opener = start.sides.request?.model?.rows.find((row) => rowPath(row) === 'a')?.id ?? -1;
  const closed = reduce(start, { do: 'toggle', side: 'request', row: opener });
  expect([...(closed.sides.request?.folds.collapsed ?? [])]).toEqual([opener]);
  expect(reduce(closed, { do: 'toggle', side: 'request', row: opener }).sides.request?.folds.collapsed.size).toBe(0);
  expect(at(reduce(closed, next))).toBe('request:a.b');
  expect(reduce(closed, next).sides.request?.folds.collapsed.size).toBe(0);
});

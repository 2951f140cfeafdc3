import type { Json } from '@lens/core/json';
import { isObject } from '@lens/core/json';
import { readBlob } from './blob';
import { addRow, inside, type Builder } from './builder';
import { containerOf, countLines } from './countLines';
import { child } from './pathNode';
import { plainLines } from './textLines';
import type { Content, Look, Place, Sign, Task, TaskOf, TextLine } from './types';

/** Values with more lines than this are one row until a reader opens them. */
const linesShownAtOnce: Record<Sign, number> = { same: 300, add: 2_000, remove: 2_000, change: 2_000, move: 12 };

/** Strings with more lines than this fold in the middle, with this many left at each end. */
const foldedString = { from: 12, head: 6, tail: 3 };

/** Characters of a long string that are shown before it is opened. */
const excerptLength = 200;

/** A value that is the same on the sides it is on: a leaf, or a container with everything in it. */
export function addValue(builder: Builder, task: TaskOf<'value'>): Task[] {
  const { value, place, look } = task;
  const container = containerOf(value);
  if (task.size === 'unknown') {
    const lines = countLines(value);
    if (lines > linesShownAtOnce[look.sign]) return addPending(builder, task, container, lines);
  }
  if (container === null) {
    addLeaf(builder, value, place, look);
    return [];
  }
  const size = task.size === 'opened' ? 'unknown' : 'small';
  const embedded = typeof value === 'string';
  const children = childrenOf(container, place).map((each): Task => ({
    do: 'value',
    value: each.value,
    place: each.place,
    look,
    size,
  }));
  return openContainer(builder, container, embedded, place, look, children);
}

/** Writes the opening line now and leaves the closing one to a task after the children. */
export function openContainer(
  builder: Builder,
  container: Json[] | { [key: string]: Json },
  embedded: boolean,
  place: Place,
  look: Look,
  children: Task[],
): Task[] {
  const open = openingContent(container, embedded);
  const opener = addRow(builder, { ...place, leftComma: false, rightComma: false }, look, open);
  const bracket = Array.isArray(container) ? ']' : '}';
  return [...children, { do: 'close', bracket, embedded, place, look, opener }];
}

export function addClose(builder: Builder, task: TaskOf<'close'>): void {
  const { bracket, embedded } = task;
  const row = addRow(builder, { ...task.place, key: null }, task.look, { kind: 'close', bracket, embedded });
  task.opener.closedBy = row.id;
}

function openingContent(container: Json[] | { [key: string]: Json }, embedded: boolean): Content {
  return Array.isArray(container)
    ? { kind: 'open', bracket: '[', size: container.length, embedded }
    : { kind: 'open', bracket: '{', size: Object.keys(container).length, embedded };
}

function childrenOf(container: Json[] | { [key: string]: Json }, parent: Place): { value: Json; place: Place }[] {
  if (Array.isArray(container)) {
    const last = container.length - 1;
    return container.map((value, i) => ({ value, place: childPlace(parent, i, i, i < last, i < last) }));
  }
  const entries = Object.entries(container);
  const last = entries.length - 1;
  return entries.map(([key, value], i) => ({ value, place: childPlace(parent, key, key, i < last, i < last) }));
}

/** The place of a child; paths that are equal on both sides share their nodes. */
export function childPlace(
  parent: Place,
  leftStep: string | number,
  rightStep: string | number,
  leftComma: boolean,
  rightComma: boolean,
): Place {
  const right = child(parent.right, rightStep);
  const left = parent.left === parent.right && leftStep === rightStep ? right : child(parent.left, leftStep);
  const key = typeof rightStep === 'string' ? rightStep : null;
  return { left, right, key, depth: parent.depth + 1, leftComma, rightComma };
}

/** One row for a value, which opens to show it; a leaf as it is. */
export function addSummary(builder: Builder, task: TaskOf<'value'>): void {
  const container = containerOf(task.value);
  if (container === null) addLeaf(builder, task.value, task.place, task.look);
  else addPending(builder, task, container, countLines(task.value));
}

function addPending(
  builder: Builder,
  task: TaskOf<'value'>,
  container: ReturnType<typeof containerOf>,
  lines: number,
): [] {
  const { value, place, look } = task;
  const content: Content =
    container === null
      ? { kind: 'excerpt', text: typeof value === 'string' ? value.slice(0, excerptLength) : '', lines }
      : openingContent(container, typeof value === 'string');
  const row = addRow(builder, place, look, content);
  row.pending = { kind: 'value', tasks: [{ ...task, size: 'opened' }], lines };
  return [];
}

function addLeaf(builder: Builder, value: Json, place: Place, look: Look): void {
  const contents = leafContents(value);
  const fold = builder.nextId;
  const last = contents.length - 1;
  contents.forEach((content, i) => {
    const row = addRow(builder, linePlace(place, i, last), look, content);
    if (foldsAway(i, contents.length)) row.stringFold = fold;
  });
}

/** Only the first line of a value carries its key, only the last its comma. */
export function linePlace(place: Place, index: number, last: number): Place {
  if (last === 0) return place;
  if (index === 0) return { ...place, leftComma: false, rightComma: false };
  return index === last ? { ...place, key: null } : inside(place);
}

export function foldsAway(index: number, count: number): boolean {
  return count > foldedString.from && index >= foldedString.head && index < count - foldedString.tail;
}

/** The lines of a value that has nothing inside to open. */
export function leafContents(value: Json): Content[] {
  if (typeof value !== 'string') return [{ kind: 'scalar', value: emptied(value) }];
  const blob = readBlob(value);
  if (blob !== null) return [{ kind: 'blob', blob, marked: null }];
  const lines = plainLines(value);
  return lines.map((line, i) => textContent(line, i === 0, i === lines.length - 1));
}

export function textContent(line: TextLine, opens: boolean, closes: boolean): Content {
  return { kind: 'text', line, opens, closes };
}

/** Containers come here only when they are empty. */
function emptied(value: Json): Json {
  return Array.isArray(value) ? [] : isObject(value) ? {} : value;
}

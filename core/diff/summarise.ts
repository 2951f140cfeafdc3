import { formatPath } from '../json';
import type { Change, TextSpan } from './types';

/** Parts that are spelled out; the others are counted. */
const MAX_PARTS = 3;

const MAX_PATH_CHARACTERS = 80;

/** What arrays of the providers' bodies hold, one of it. */
const NOUNS = new Map([
  ['messages', 'message'],
  ['tools', 'tool'],
  ['tool_calls', 'tool call'],
  ['choices', 'choice'],
  ['content', 'part'],
  ['system', 'part'],
  ['input', 'item'],
  ['output', 'item'],
]);

/** A change, and how many like it follow in a row: elements inserted into or removed from one array. */
interface Group {
  change: Change;
  count: number;
}

export interface SummaryOptions {
  /** What was removed is secret: not even its words are counted, only those that stand in its place. */
  removedIsSecret?: boolean;
}

/** The changes in one short line: paths, kinds and counts, never a value. */
export function summarise(changes: Change[], { removedIsSecret = false }: SummaryOptions = {}): string {
  if (changes.length === 0) return 'no changes';
  const groups = firstGroups(changes);
  const spoken = groups.length > MAX_PARTS ? groups.slice(0, MAX_PARTS - 1) : groups;
  const words = removedIsSecret ? addedWords : countWords;
  const parts = spoken.map((group) => describe(group, words));
  const rest = changes.length - spoken.reduce((count, group) => count + group.count, 0);
  if (rest > 0) parts.push(`${rest} more ${plural('change', rest)}`);
  return parts.join('; ');
}

/** One group more than is spoken of, at most: only its being there counts. */
function firstGroups(changes: Change[]): Group[] {
  const groups: Group[] = [];
  let last: Change | undefined;
  for (const change of changes) {
    const group = groups.at(-1);
    if (group !== undefined && last !== undefined && follows(last, change)) group.count++;
    else if (groups.length > MAX_PARTS) break;
    else groups.push({ change, count: 1 });
    last = change;
  }
  return groups;
}

function follows(last: Change, change: Change): boolean {
  if (last.kind !== change.kind || (change.kind !== 'add' && change.kind !== 'remove')) return false;
  const before = pathOf(last);
  const here = pathOf(change);
  const lastStep = before.at(-1);
  const step = here.at(-1);
  if (typeof lastStep !== 'number' || step !== lastStep + 1 || before.length !== here.length) return false;
  return before.every((part, index) => index === before.length - 1 || part === here[index]);
}

function pathOf(change: Change): readonly (string | number)[] {
  return change.rightPath ?? change.leftPath ?? [];
}

function describe(group: Group, words: (spans: TextSpan[]) => string): string {
  const { change } = group;
  const path = shorten(change.path === '' ? 'body' : change.path);
  switch (change.kind) {
    case 'add':
    case 'remove':
      return describeElements(group, path);
    case 'move':
      return `${shorten(formatPath(change.leftPath ?? []))} moved to ${path}`;
    case 'replace':
      return `${path} ${howReplaced(change)}`;
    case 'text':
      return `${path}: ${words(change.spans ?? [])}`;
  }
}

function describeElements({ change, count: length }: Group, path: string): string {
  const steps = pathOf(change);
  const added = change.kind === 'add';
  if (typeof steps.at(-1) !== 'number') return `${path} ${added ? 'added' : 'removed'}`;
  const array = steps.at(-2);
  const noun = (typeof array === 'string' ? NOUNS.get(array) : undefined) ?? 'item';
  const count = `${length} ${plural(noun, length)}`;
  return `${count} ${added ? 'inserted' : 'removed'} at ${path}`;
}

function howReplaced(change: Change): string {
  const from = typeName(change.left);
  const to = typeName(change.right);
  return from === to ? 'replaced' : `changed from ${from} to ${to}`;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** `1 word replaced`, `2 words added`, `3 words replaced, 1 word removed`; of spaces and signs no words are counted. */
function countWords(spans: TextSpan[]): string {
  const texts = spans.flatMap((span) => (span.op === 'keep' ? [] : [span.text]));
  if (!texts.some((text) => /\S/.test(text))) return 'spacing changed';
  if (texts.every((text) => SIGNS_ALONE.test(text))) return 'punctuation changed';
  const count = { replaced: 0, added: 0, removed: 0 };
  spans.forEach((span, index) => {
    if (span.op === 'keep') return;
    const words = wordsOf(span.text);
    if (span.op === 'remove') count[hasWords(spans[index + 1], 'add') ? 'replaced' : 'removed'] += words;
    else if (!hasWords(spans[index - 1], 'remove')) count.added += words;
  });
  const parts = Object.entries(count).flatMap(([kind, words]) =>
    words > 0 ? [`${words} ${plural('word', words)} ${kind}`] : [],
  );
  return parts.join(', ');
}

/** The same, as far as the words that stand there now tell it. */
function addedWords(spans: TextSpan[]): string {
  const count = { replaced: 0, added: 0 };
  spans.forEach((span, index) => {
    if (span.op === 'add') count[spans[index - 1]?.op === 'remove' ? 'replaced' : 'added'] += wordsOf(span.text);
  });
  const parts = Object.entries(count).flatMap(([kind, words]) =>
    words > 0 ? [`${words} ${plural('word', words)} ${kind}`] : [],
  );
  return parts.length > 0 ? parts.join(', ') : 'text removed';
}

const SIGNS_ALONE = /^[\s\p{P}\p{Sm}\p{Sk}]*$/u;

function hasWords(span: TextSpan | undefined, op: 'add' | 'remove'): boolean {
  return span?.op === op && wordsOf(span.text) > 0;
}

/** As a reader counts: runs without spaces. */
function wordsOf(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

function plural(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}

function shorten(path: string): string {
  if (path.length <= MAX_PATH_CHARACTERS) return path;
  return `${path.slice(0, MAX_PATH_CHARACTERS / 2)}…${path.slice(-MAX_PATH_CHARACTERS / 2)}`;
}

import { isObject, SpelledNumber, type Json, type Path } from '@lens/core/json';
import { formatNumber } from '../format';

/** A stretch of pretty-printed JSON; `path` is set on leaves, so that their changes can be looked up. */
export interface JsonRun {
  text: string;
  kind: 'key' | 'string' | 'number' | 'keyword' | 'punctuation';
  path?: Path;
  /** The string that `text` writes. */
  string?: string;
}

const deepest = 40;
const mostRuns = 4_000;

/** Pretty-prints a value with two spaces, cut off with `…` where it is deeper or longer than anybody reads here. */
export function jsonRuns(value: Json, path: Path): JsonRun[] {
  const runs: JsonRun[] = [];
  print(value, path, 0, runs);
  return runs;
}

function print(value: Json, path: Path, depth: number, runs: JsonRun[]): void {
  if (runs.length > mostRuns || depth > deepest) runs.push({ text: '…', kind: 'punctuation' });
  else if (Array.isArray(value)) {
    const items = value.map((item, index): Entry => [null, item, [...path, index]]);
    printAll(['[', ']'], items, depth, runs);
  } else if (isObject(value)) {
    const items = Object.entries(value).map(([key, item]): Entry => [key, item, [...path, key]]);
    printAll(['{', '}'], items, depth, runs);
  } else if (typeof value === 'string') runs.push({ text: JSON.stringify(value), kind: 'string', path, string: value });
  else runs.push({ text: JSON.stringify(value), kind: kindOf(value), path });
}

type Entry = [key: string | null, value: Json, path: Path];

function printAll([open, close]: [string, string], entries: Entry[], depth: number, runs: JsonRun[]): void {
  if (entries.length === 0) {
    runs.push({ text: open + close, kind: 'punctuation' });
    return;
  }
  runs.push({ text: open, kind: 'punctuation' });
  for (const [index, [key, value, path]] of entries.entries()) {
    if (runs.length > mostRuns) {
      const rest = formatNumber(entries.length - index);
      const note = `… ${rest} more, in the Raw tab`;
      runs.push({ text: `${index > 0 ? ',' : ''}\n${'  '.repeat(depth + 1)}${note}`, kind: 'punctuation' });
      break;
    }
    runs.push({ text: `${index > 0 ? ',' : ''}\n${'  '.repeat(depth + 1)}`, kind: 'punctuation' });
    if (key !== null) runs.push({ text: JSON.stringify(key), kind: 'key' }, { text: ': ', kind: 'punctuation' });
    print(value, path, depth + 1, runs);
  }
  runs.push({ text: `\n${'  '.repeat(depth)}${close}`, kind: 'punctuation' });
}

function kindOf(value: number | SpelledNumber | boolean | null): JsonRun['kind'] {
  return typeof value === 'number' || value instanceof SpelledNumber ? 'number' : 'keyword';
}

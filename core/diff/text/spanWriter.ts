import type { TextSpan } from '../types';

/** Collects spans: adjacent ones of a kind become one, and between two kept runs removals come before additions. */
export interface SpanWriter {
  keep(length: number): void;
  remove(text: string): void;
  add(text: string): void;
  end(): TextSpan[];
}

export function spanWriter(): SpanWriter {
  const spans: TextSpan[] = [];
  let kept = 0;
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed !== '') spans.push({ op: 'remove', text: removed });
    if (added !== '') spans.push({ op: 'add', text: added });
    removed = '';
    added = '';
  };
  const flushKept = (): void => {
    if (kept > 0) spans.push({ op: 'keep', length: kept });
    kept = 0;
  };
  return {
    keep(length) {
      if (length === 0) return;
      flush();
      kept += length;
    },
    remove(text) {
      if (text === '') return;
      flushKept();
      removed += text;
    },
    add(text) {
      if (text === '') return;
      flushKept();
      added += text;
    },
    end() {
      flush();
      flushKept();
      return spans;
    },
  };
}

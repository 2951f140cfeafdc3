import { parseEmbedded, type ArrayItem, type Delta, type ObjectEntry, type TextSpan } from '../diff';
import { isObject, type Json } from '../json';
import { countMarks, countMarksIn, markRanges } from './marks';

/** Answers, by delta, since every array asks for all that lies in it. */
export type GainMemo = Map<Delta, boolean>;

/** Whether the right side of a delta shows a redaction mark that the left side did not show in that place. */
export function gainsMark(delta: Delta, right: Json, memo: GainMemo): boolean {
  let gains = memo.get(delta);
  if (gains === undefined) memo.set(delta, (gains = looksFor(delta, right, memo)));
  return gains;
}

function looksFor(delta: Delta, right: Json, memo: GainMemo): boolean {
  switch (delta.kind) {
    case 'same':
      return false;
    case 'replace':
      return countMarksIn(right) > 0;
    case 'text':
      return typeof right === 'string' && spansGain(delta.spans, right);
    case 'embedded':
      return (
        countMarks(delta.right) > countMarks(delta.left) ||
        gainsMark(delta.delta, parseEmbedded(delta.right) ?? null, memo)
      );
    case 'object':
      return delta.entries.some((entry) => entryGains(entry, right, memo));
    case 'array':
      return delta.items.some((item) => itemGains(item, right, memo));
  }
}

/** Some mark was not there as it stands: a character of it was added, or one was taken out of its middle. */
function spansGain(spans: TextSpan[], right: string): boolean {
  const marks = markRanges(right);
  if (marks.length === 0) return false;
  let position = 0;
  return spans.some((span) => {
    const from = position;
    position += span.op === 'keep' ? span.length : span.op === 'add' ? span.text.length : 0;
    if (span.op === 'keep') return false;
    if (span.op === 'remove') return marks.some((mark) => mark[0] < from && from < mark[1]);
    return marks.some((mark) => mark[0] < position && from < mark[1]);
  });
}

export function entryGains(entry: ObjectEntry, right: Json, memo: GainMemo): boolean {
  if (entry.kind === 'remove') return false;
  if (entry.kind === 'add') return countMarks(entry.key) + countMarksIn(entry.value) > 0;
  const value = isObject(right) && Object.hasOwn(right, entry.key) ? right[entry.key] : undefined;
  return gainsMark(entry.delta, value ?? null, memo);
}

function itemGains(item: ArrayItem, right: Json, memo: GainMemo): boolean {
  if (item.kind === 'add') return countMarksIn(item.value) > 0;
  if (item.kind !== 'change' && item.kind !== 'move') return false;
  return gainsMark(item.delta, (Array.isArray(right) ? right[item.right] : undefined) ?? null, memo);
}

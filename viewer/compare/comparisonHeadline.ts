import type { Call, CallComparison, ComparedSide } from '@lens/core/api';
import { formatCount, formatList } from '../format';
import { countDifference, durationDifference } from './difference';

/** What a reader asks first, in one sentence each: how do the figures differ, how do the bodies. */
export function comparisonHeadline({ a, b, request, response }: CallComparison, complete: boolean): string {
  const figures = figureWords(a, b);
  const isKept = a.captureMode !== 'metadata' && b.captureMode !== 'metadata';
  const words = (side: ComparedSide) => sideWords(side, isKept);
  const bodies = complete ? `The requests ${words(request)}; the answers ${words(response)}.` : '';
  return [figures, bodies].filter((part) => part !== '').join(' ');
}

function figureWords(a: Call, b: Call): string {
  const duration = told(durationDifference(a.durationMs, b.durationMs), (words) =>
    /slower|faster/.test(words) ? `was ${words}` : `took ${words.replace(/^the same$/, 'the same time')}`,
  );
  const tokens = told(countDifference(a.usage.outputTokens, b.usage.outputTokens), (words) =>
    words === 'the same' ? 'gave as many tokens' : `gave ${words.replace(/(more|fewer)/, '$1 tokens')}`,
  );
  const parts = [duration, tokens].filter((part) => part !== null);
  return parts.length === 0 ? '' : `B ${formatList(parts)}.`;
}

function told(words: string | null, say: (words: string) => string): string | null {
  return words === null || words === 'about the same' ? null : say(words);
}

function sideWords({ a, b, diff }: ComparedSide, isKept: boolean): string {
  if (diff === null) return a === null && b === null && isKept ? 'have no body' : 'can’t be compared';
  if (diff.delta.kind === 'same') return 'are the same';
  const count = [diff.added, diff.removed, diff.modified, diff.moved].flat().length;
  return `differ in ${formatCount(count, 'place')}`;
}

import { leftContext, rewriteWithRest, type Replacement, type Report, type TextRule } from '@lens/core/text';

/**
 * What places that nobody knows said last. A text may go on there although nothing tells so: nothing of it is held back,
 * as most such places have constants, but a match that began before is taken out from where it is known for one.
 */
export interface EarlierPieces {
  /** Rewrites what a place says now. */
  rewrite(channel: string, text: string, report: Report): string;
  /** What the place said last and a match may have begun in; it is forgotten here. */
  take(channel: string): string;
}

/** So many places are remembered; of more the one that was heard of first is forgotten. */
const mostPlaces = 256;

export function createEarlierPieces(rule: TextRule): EarlierPieces {
  const said = new Map<string, string>();

  function remember(channel: string, text: string): void {
    said.delete(channel);
    if (text === '') return;
    const [first] = said.keys();
    if (said.size >= mostPlaces && first !== undefined) said.delete(first);
    said.set(channel, text.slice(-leftContext));
  }

  return {
    rewrite(channel, text, report) {
      const before = said.get(channel) ?? '';
      const begun = before === '' ? null : matchAcross(rule, before, text);
      if (begun !== null) report(begun.rule);
      const behind = begun === null ? text : text.slice(begun.end - before.length);
      const { written, rest } = rewriteWithRest(rule, behind, report);
      remember(channel, begun === null && rest === text ? before + text : rest);
      return (begun?.text ?? '') + written;
    },
    take(channel) {
      const text = said.get(channel) ?? '';
      said.delete(channel);
      return text;
    },
  };
}

/** The match that begins in `before` and ends in `text`. */
function matchAcross(rule: TextRule, before: string, text: string): Replacement | null {
  const search = rule.search(before + text);
  for (let match = search.next(0); match !== null; match = search.next(match.end)) {
    if (match.start >= before.length) return null;
    if (match.end > before.length) return match;
  }
  return null;
}

import type { TextRule } from './rule';

/** Told of each match that was replaced. */
export type Report = (rule: string) => void;

/** Replaces every match in a whole text. What was put in is not looked at again. */
export function rewriteText(rule: TextRule, text: string, report: Report): string {
  return rewriteWithRest(rule, text, report).written;
}

/** Also gives what stands behind the last match. */
export function rewriteWithRest(rule: TextRule, text: string, report: Report): { written: string; rest: string } {
  const search = rule.search(text);
  let written = '';
  let settled = 0;
  for (let match = search.next(0); match !== null; match = search.next(settled)) {
    written += text.slice(settled, match.start) + match.text;
    settled = match.end;
    report(match.rule);
  }
  const rest = settled === 0 ? text : text.slice(settled);
  return { written: written + rest, rest };
}

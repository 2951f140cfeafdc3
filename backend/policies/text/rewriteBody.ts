import { rewriteJsonText, type TextSegment } from '@lens/core/formats';
import { formatPath } from '@lens/core/json';
import { rewriteText, type Report, type TextRule } from '@lens/core/text';
import type { PolicyContext, PolicyMessage } from '../contract';
import type { TextPolicyOptions } from './options';
import { createReporter, createSkipReporter } from './reporter';

/** Rewrites every text of a request or whole response that the policy is for. */
export function rewriteBody(message: PolicyMessage, ctx: PolicyContext<unknown>, options: TextPolicyOptions): void {
  for (const segment of message.texts()) {
    if (!isFor(options, segment)) continue;
    const location = () => formatPath(segment.path);
    if (segment.signed && options.signedThinking === 'leave') {
      rewriteSegment(
        options.rule,
        segment,
        whenMatched(() => createSkipReporter(ctx, location())),
      );
      continue;
    }
    const before = segment.text;
    const after = rewriteSegment(
      options.rule,
      segment,
      whenMatched(() => createReporter(ctx, options, location())),
    );
    if (after !== before) segment.replace(after);
  }
}

/** Places that nobody knows are looked at for secrets alone: to rewrite them might break what they are for. */
export function isFor({ kinds, redacts }: TextPolicyOptions, { kind, unsure }: TextSegment): boolean {
  return kinds.has(kind) && (redacts || !unsure);
}

/** JSON texts stay JSON: their strings, and numbers, are rewritten one by one. */
export function rewriteSegment(rule: TextRule, { json, text }: TextSegment, report: Report): string {
  if (!json) return rewriteText(rule, text, report);
  return rewriteJsonText(text, (value) => rewriteText(rule, value, report), { numbers: true });
}

/** Most texts have no match, and need no reporter. */
function whenMatched(create: () => Report): Report {
  let report: Report | undefined;
  return (rule) => {
    report ??= create();
    report(rule);
  };
}

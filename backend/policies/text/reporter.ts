import type { Report } from '@lens/core/text';
import type { PolicyContext } from '../contract';
import type { TextPolicyOptions } from './options';

/** One event a rule and place, made when the first match is; its count goes on with every match that follows. */
export function createReporter(
  ctx: Pick<PolicyContext<unknown>, 'emit'>,
  options: TextPolicyOptions,
  location: string,
): Report {
  const counts = new Map<string, { count: number }>();
  return (rule) => {
    const known = counts.get(rule);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    const { type, summary, details } = options.describe(rule, location);
    const counted = { ...details, count: 1 };
    counts.set(rule, counted);
    ctx.emit(type, summary, counted);
  };
}

/** Tells once that signed text was left alone although it holds what the policy looks for. */
export function createSkipReporter(ctx: Pick<PolicyContext<unknown>, 'emit'>, location: string): Report {
  let details: { location: string; count: number } | undefined;
  return () => {
    if (details !== undefined) {
      details.count += 1;
      return;
    }
    details = { location, count: 1 };
    const summary = `Left ${location} alone, because the provider signed it and would refuse it altered`;
    ctx.emit('policy.signed_thinking_skipped', summary, details, 'warning');
  };
}

/** Tells once that more text was held back than may be. */
export function createLimitReporter(
  ctx: Pick<PolicyContext<unknown>, 'emit'>,
  limit: number,
  location: string,
): () => void {
  let told = false;
  return () => {
    if (told) return;
    told = true;
    const summary = `Let go of text in ${location}: a match could still have come, but ${limit} characters were held back`;
    ctx.emit('policy.held_back_limit', summary, { location, limit_chars: limit }, 'warning');
  };
}

/** Tells once, and counts, that texts were ended because too many of them were going on. */
export function createCrowdReporter(ctx: Pick<PolicyContext<unknown>, 'emit'>, limit: number): (count: number) => void {
  let details: { limit_texts: number; count: number } | undefined;
  return (count) => {
    if (count === 0) return;
    if (details !== undefined) {
      details.count += count;
      return;
    }
    details = { limit_texts: limit, count };
    const summary = `Ended texts that could have gone on: more than ${limit} were open at one time`;
    ctx.emit('policy.held_back_limit', summary, details, 'warning');
  };
}

/** Tells that a stream broke off in what might have become a match, and what of it was kept from the client. */
export function createCutReporter(ctx: Pick<PolicyContext<unknown>, 'emit'>, location: string): () => void {
  return () => {
    const summary = `Took out the end of ${location}: the stream broke off where a match could still have come`;
    ctx.emit('policy.cut_redacted', summary, { location }, 'warning');
  };
}

/** Tells that a signature was left out, as its text was rewritten. */
export function reportUnsigned(ctx: Pick<PolicyContext<unknown>, 'emit'>, count: number): void {
  const summary = 'Left out the signature of thinking in which something was replaced';
  ctx.emit('policy.signature_dropped', summary, { count }, 'warning');
}

import { isDeepStrictEqual } from 'node:util';
import { attribute, diff, packDelta, revert, unpackDelta, type PolicyStep } from '../../diff';
import type { Json } from '../../json';
import { maskRedactions, type MaskedDiff } from '..';

export const digest = (text: string): string => `d${text.length}${'0123456789'.slice(text.length % 7)}`;

interface Made {
  policy: string;
  redacts: boolean;
  shown?: boolean;
  body: Json;
}

export const redaction = (body: Json): Made => ({ policy: 'pii', redacts: true, body });
export const other = (body: Json): Made => ({ policy: 'edit', redacts: false, body });

/** By a policy that says that it redacts nothing. */
export const replacement = (body: Json): Made => ({ policy: 'style', redacts: false, shown: true, body });

export function masked(original: Json, ...made: Made[]): MaskedDiff {
  const steps = made.map(({ body, ...step }, index): PolicyStep => {
    const before = index === 0 ? original : (made[index - 1]?.body ?? null);
    return { ...step, delta: diff(before, body).delta };
  });
  const final = made.at(-1)?.body ?? original;
  const result = maskRedactions(original, final, attribute(diff(original, final), original, steps), steps, digest);
  expectOne(result, final);
  return result;
}

/** Masked body, masked delta and final body belong together, also as they are sent. */
function expectOne({ original, diff: { delta } }: MaskedDiff, final: Json): void {
  expect(diff(revert(delta, final), original).delta).toEqual({ kind: 'same' });
  const sent = unpackDelta(packDelta(delta), original);
  // Of the largest, `toEqual` alone takes many times as long as all that is tested.
  if (!isDeepStrictEqual(sent, delta)) expect(sent).toEqual(delta);
}

/** As `masked`, for two bodies of which no policy is known. */
export function maskedByMarks(original: Json, final: Json): MaskedDiff {
  const result = maskRedactions(original, final, diff(original, final), [], digest);
  expectOne(result, final);
  return result;
}

/** All that a reader gets. */
export const seen = (result: MaskedDiff): string => JSON.stringify(result);

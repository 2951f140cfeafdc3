import {
  MAX_DEGRADED,
  toResult,
  touchedBy,
  type Degraded,
  type Delta,
  type DiffResult,
  type PolicyStep,
} from '../diff';
import { formatPath, type Json, type Path } from '../json';
import { gainsMark, type GainMemo } from './gainsMark';
import { keysOf, maskDelta } from './maskDelta';
import { MASK_BUDGET, type Masker } from './masker';
import { redactedSummary } from './redactedSummary';
import { removedBySteps } from './removedBySteps';
import type { Secrets } from './secrets';

export interface MaskedDiff {
  original: Json;
  diff: DiffResult;
  /** Something is masked. */
  masked: boolean;
}

/**
 * What a reader without the `reveal` scope may see of a diff, for "a redaction's diff is the secret itself": what a
 * redacting policy took out of the original, whatever it put there, is replaced by the beginning of its keyed hash.
 * Unless every policy says whether it redacts, so is what stood where the final form newly shows a redaction mark. Errs
 * on the side of masking: all that was removed from a text of which a part was redacted, but for what a policy removed
 * that redacts nothing and comes behind all that may; all that was removed beside a new mark; what was only compared
 * coarsely; and every other removed text that contains a masked one. What the final side shows is no secret. The diff
 * stays one: reverting its delta on `final` gives the masked original. `attributed` is the result of `attribute` with
 * the same `steps`; `digest` is a hash under a key that no other call has, as text. Bodies with very many changes are
 * masked in larger parts; `degraded` tells it.
 */
export function maskRedactions(
  original: Json,
  final: Json,
  attributed: DiffResult,
  steps: PolicyStep[],
  digest: (text: string) => string,
): MaskedDiff {
  const nothing = { original, diff: attributed, masked: false };
  if (attributed.delta.kind === 'same') return nothing;
  const touched = redactingSteps(original, steps);
  const gains: GainMemo = new Map();
  const marksOnly = steps.length === 0;
  const marksTell = marksOnly || steps.some(({ redacts, shown }) => !redacts && shown !== true);
  const redacted = steps.some(({ redacts }) => redacts) || (marksTell && gainsMark(attributed.delta, final, gains));
  if (!redacted) return nothing;
  const visibleKeys = keysOf(final);
  const paths = new Set(attributed.degraded.map((degraded) => degraded.path));
  // A full list may lack places, so then every place counts.
  const coarse = (path: Path): boolean => paths.size >= MAX_DEGRADED || paths.has(formatPath(path));
  const harmless = attributed.attribution === 'coarse' ? new Set<string>() : harmlessPolicies(steps);
  const removed = removedBySteps(steps);
  const run = (known: Secrets): { left: Json; delta: Delta; masker: Masker } => {
    const masker: Masker = {
      digest,
      touched,
      coarse,
      marksOnly,
      marksTell,
      gains,
      harmless,
      visibleKeys,
      known,
      found: removed.copy(),
      masked: false,
      budget: MASK_BUDGET,
      exhaustedAt: null,
    };
    const place = { left: original, right: final, leftPath: [], rightPath: [], beside: false };
    return { ...maskDelta(attributed.delta, place, masker), masker };
  };
  const first = run(removed);
  if (!first.masker.masked) return nothing;
  const { left, delta, masker } = run(first.masker.found);
  const diff = toResult(delta, attributed.unchanged, degradedBy(masker, attributed));
  const attribution = attributed.attribution === undefined ? {} : { attribution: attributed.attribution };
  return { original: left, diff: { ...diff, summary: redactedSummary(diff), ...attribution }, masked: true };
}

/** Where the masking ran out of steps it is as coarse as a comparison that did. */
function degradedBy({ exhaustedAt }: Masker, { degraded }: DiffResult): Degraded[] {
  return exhaustedAt === null ? degraded : [...degraded, { path: exhaustedAt, reason: 'budget' }];
}

function harmlessPolicies(steps: PolicyStep[]): Set<string> {
  const mayRedact = ({ redacts, shown }: PolicyStep): boolean => redacts || shown !== true;
  const last = steps.findLastIndex(mayRedact);
  const harmless = new Set(steps.slice(last + 1).map(({ policy }) => policy));
  for (const { policy } of steps.slice(0, last + 1)) harmless.delete(policy);
  return harmless;
}

function redactingSteps(original: Json, steps: PolicyStep[]): Masker['touched'] {
  if (!steps.some((step) => step.redacts)) return () => false;
  const touched = touchedBy(original, steps);
  return (left, right) => [...touched(left, right)].some((step) => steps[step]?.redacts === true);
}

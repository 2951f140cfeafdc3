import type { Json, Path } from '../../json';
import { spend, type Budget } from '../budget';
import { toResult } from '../result';
import { areRelated } from '../text/textSpans';
import type { ArrayItem, Delta, DiffResult, ObjectEntry, PolicyStep, TextSpan } from '../types';
import { composeSpans } from './composeSpans';
import { nameAll } from './nameAll';
import {
  chainOf,
  historyOfLeft,
  historyOfRight,
  isOne,
  namesOf,
  responsible,
  textsOf,
  type Chain,
  type History,
} from './history';
import { tooLarge } from './tooLarge';

interface Attribution {
  chain: Chain;
  /** Changes that are still looked up; beyond, every policy of the chain is named. */
  lookups: Budget;
}

const MAX_LOOKUPS = 10_000;

/**
 * The diff of original and final with the policies that made each change, in the chain's order. `steps` are the deltas
 * of consecutive bodies, the first from `original`, the last to the final body. Where several policies worked on one
 * text, its spans are put together from theirs. A change that a later policy undid is nobody's. Throws `DeltaMismatch`
 * when the steps do not belong to `original`.
 * Of very many changes the later ones are not looked up, and none where the steps are very large: `attribution` tells it.
 */
export function attribute(result: DiffResult, original: Json, steps: PolicyStep[]): DiffResult {
  const [first, ...others] = steps;
  if (first === undefined) return result;
  if (others.length === 0) return toResult(nameAll(result.delta, first.policy), result.unchanged, result.degraded);
  const attribution = tooLarge(steps)
    ? { chain: namesOf(steps), lookups: { left: 0 } }
    : { chain: chainOf(original, steps), lookups: { left: MAX_LOOKUPS } };
  const named = toResult(decorate(result.delta, [], [], attribution), result.unchanged, result.degraded);
  return attribution.lookups.left === 0 ? { ...named, attribution: 'coarse' } : named;
}

function decorate(delta: Delta, left: Path, right: Path, attribution: Attribution): Delta {
  switch (delta.kind) {
    case 'same':
      return delta;
    case 'replace':
      if (!spend(attribution.lookups, 1)) return { ...delta, ...byAll(attribution) };
      return decorateReplace(delta, left, right, attribution);
    case 'text':
      if (!spend(attribution.lookups, 1)) return { ...delta, ...byAll(attribution) };
      return decorateText(delta.spans, left, right, attribution);
    case 'embedded':
      return { ...delta, delta: decorate(delta.delta, left, right, attribution) };
    case 'object':
      return { kind: 'object', entries: delta.entries.map((entry) => decorateEntry(entry, left, right, attribution)) };
    case 'array':
      return { kind: 'array', items: delta.items.map((item) => decorateItem(item, left, right, attribution)) };
  }
}

type Replace = Extract<Delta, { kind: 'replace' }>;

function decorateReplace(delta: Replace, left: Path, right: Path, attribution: Attribution): Delta {
  if (typeof delta.left === 'string' && typeof delta.right === 'string') {
    const spans = composedSpans(left, right, attribution);
    if (spans !== null && areRelated(spans, delta.left, delta.right)) return textDelta(spans, [], attribution);
  }
  return { ...delta, ...by(makers(left, right, attribution), attribution) };
}

function decorateText(spans: TextSpan[], left: Path, right: Path, attribution: Attribution): Delta {
  const composed = composedSpans(left, right, attribution);
  if (composed !== null) return textDelta(composed, [], attribution);
  const { chain } = attribution;
  const removers = responsible(chain, historyOfLeft(chain, left), null);
  const adders = responsible(chain, null, historyOfRight(chain, right));
  const named = spans.map((span): TextSpan => {
    if (span.op === 'keep') return span;
    const policy = chain.policies[(span.op === 'remove' ? removers : adders).at(-1) ?? -1];
    return policy === undefined ? span : { ...span, by: policy };
  });
  return textDelta(named, makers(left, right, attribution), attribution);
}

/** The spans as the policies made them; null when the text was not one string throughout the chain. */
function composedSpans(left: Path, right: Path, { chain }: Attribution): TextSpan[] | null {
  const history = historyOfLeft(chain, left);
  if (!isOne(history, historyOfRight(chain, right))) return null;
  const texts = textsOf(chain, history);
  return texts === null ? null : composeSpans(texts, chain.policies, chain.budget);
}

/** A text change by the given steps, or, where none are given, by the policies its spans name. */
function textDelta(spans: TextSpan[], steps: number[], attribution: Attribution): Delta {
  const named = new Set(spans.map((span) => (span.op === 'keep' ? undefined : span.by)));
  const fromSpans = attribution.chain.policies.flatMap((policy, step) => (named.has(policy) ? [step] : []));
  return { kind: 'text', spans, ...by(steps.length > 0 ? steps : fromSpans, attribution) };
}

function decorateEntry(entry: ObjectEntry, left: Path, right: Path, attribution: Attribution): ObjectEntry {
  const leftHere = [...left, entry.key];
  const rightHere = [...right, entry.key];
  if (entry.kind === 'change') return { ...entry, delta: decorate(entry.delta, leftHere, rightHere, attribution) };
  if (!spend(attribution.lookups, 1)) return { ...entry, ...byAll(attribution) };
  const steps = entry.kind === 'add' ? addersOf(rightHere, attribution) : removersOf(leftHere, attribution);
  return { ...entry, ...by(orAround(steps, left, right, attribution), attribution) };
}

function decorateItem(item: ArrayItem, left: Path, right: Path, attribution: Attribution): ArrayItem {
  switch (item.kind) {
    case 'keep':
    case 'gone':
      return item;
    case 'add':
      if (!spend(attribution.lookups, 1)) return { ...item, ...byAll(attribution) };
      return {
        ...item,
        ...by(orAround(addersOf([...right, item.right], attribution), left, right, attribution), attribution),
      };
    case 'remove':
      if (!spend(attribution.lookups, 1)) return { ...item, ...byAll(attribution) };
      return {
        ...item,
        ...by(orAround(removersOf([...left, item.left], attribution), left, right, attribution), attribution),
      };
    case 'change':
    case 'move': {
      const leftHere = [...left, item.left];
      const rightHere = [...right, item.right];
      const decorated = { ...item, delta: decorate(item.delta, leftHere, rightHere, attribution) };
      if (item.kind === 'change') return decorated;
      if (!spend(attribution.lookups, 1)) return { ...decorated, ...byAll(attribution) };
      return {
        ...decorated,
        ...by(orAround(movers(leftHere, rightHere, attribution), left, right, attribution), attribution),
      };
    }
  }
}

function addersOf(right: Path, { chain }: Attribution): number[] {
  return responsible(chain, null, historyOfRight(chain, right));
}

/** The step that took it away; what others had made of it before went with it. */
function removersOf(left: Path, { chain }: Attribution): number[] {
  const history = historyOfLeft(chain, left);
  const gone = history.paths.indexOf(undefined);
  return gone > 0 ? [gone - 1] : responsible(chain, history, null);
}

function makers(left: Path, right: Path, { chain }: Attribution): number[] {
  return responsible(chain, historyOfLeft(chain, left), historyOfRight(chain, right));
}

/** The steps that moved an element; where it was taken out and put back elsewhere, those that did. */
function movers(left: Path, right: Path, attribution: Attribution): number[] {
  const { chain } = attribution;
  const fromLeft = historyOfLeft(chain, left);
  const fromRight = historyOfRight(chain, right);
  const moved = chain.policies.flatMap((_, step) => (fromLeft.moved[step] || fromRight.moved[step] ? [step] : []));
  return moved.length > 0 || isOne(fromLeft, fromRight) ? moved : responsible(chain, fromLeft, fromRight);
}

/**
 * Among equal elements the whole diff may point at another one than the steps do: then whoever changed what is around
 * them made the change.
 */
function orAround(steps: number[], left: Path, right: Path, attribution: Attribution): number[] {
  if (steps.length > 0) return steps;
  const { chain } = attribution;
  const around: [History, History] = [historyOfLeft(chain, left), historyOfRight(chain, right)];
  return chain.policies.flatMap((_, step) => (around.some((history) => history.touched[step]) ? [step] : []));
}

/** The policies of the steps, each once; all of the chain's where the lookup found none, as nobody else changes bodies. */
function by(steps: number[], attribution: Attribution): { by: string[] } {
  const { policies } = attribution.chain;
  const named = new Set(steps.flatMap((step) => policies.slice(step, step + 1)));
  return named.size === 0 ? byAll(attribution) : { by: [...named] };
}

function byAll({ chain }: Attribution): { by: string[] } {
  return { by: [...new Set(chain.policies)] };
}

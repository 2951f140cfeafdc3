import type { Json, Path } from '../../json';
import { apply } from '../apply';
import { DEFAULT_BUDGET, type Budget } from '../budget';
import { invert } from '../invert';
import type { Delta, PolicyStep } from '../types';
import { parseEmbedded } from '../text/parseEmbedded';
import { equalJson } from '../value/equalJson';
import { locate } from './locate';
import { valueAt, type ParseMemo } from './valueAt';

/** The bodies between the policies of a chain, and the way from each to the next and back. */
export interface Chain {
  policies: string[];
  /** The original, then the body after each step. */
  bodies: Json[];
  forward: Delta[];
  backward: Delta[];
  parsed: ParseMemo;
  /** Whether the text that a delta edits holds the same JSON before and after. */
  respaced: Map<Delta, boolean>;
  /** For comparing values between bodies; beyond it they count as different, which names a policy too many. */
  budget: Budget;
}

/** A chain of which nothing but its policies is known. */
export function namesOf(steps: PolicyStep[]): Chain {
  const policies = steps.map((step) => step.policy);
  return {
    policies,
    bodies: [],
    forward: [],
    backward: [],
    parsed: new Map(),
    respaced: new Map(),
    budget: { left: 0 },
  };
}

export function chainOf(original: Json, steps: PolicyStep[]): Chain {
  const bodies = [original];
  let body = original;
  for (const step of steps) bodies.push((body = apply(step.delta, body)));
  return {
    policies: steps.map((step) => step.policy),
    bodies,
    forward: steps.map((step) => step.delta),
    backward: steps.map((step) => invert(step.delta)),
    parsed: new Map(),
    respaced: new Map(),
    budget: { left: DEFAULT_BUDGET },
  };
}

/** Where one value was in each body of a chain, and which steps touched it. */
export interface History {
  /** By body; undefined where the value did not exist (yet, or any more). */
  paths: (Path | undefined)[];
  /** By step: it changed, made or took away the value. */
  touched: boolean[];
  /** By step: it moved the value among its siblings. */
  moved: boolean[];
}

/** Follows a value of the original to the end of the chain. */
export function historyOfLeft(chain: Chain, path: Path): History {
  const history = emptyHistory(chain);
  let here: Path | null = path;
  history.paths[0] = path;
  for (let step = 0; step < chain.forward.length && here !== null; step++) {
    here = enter(history, chain, { step, from: step, to: step + 1 }, chain.forward[step], here);
    if (here !== null) history.paths[step + 1] = here;
  }
  return history;
}

/** Follows a value of the final body back to where it came from. */
export function historyOfRight(chain: Chain, path: Path): History {
  const history = emptyHistory(chain);
  let here: Path | null = path;
  history.paths[chain.backward.length] = path;
  for (let step = chain.backward.length - 1; step >= 0 && here !== null; step--) {
    here = enter(history, chain, { step, from: step + 1, to: step }, chain.backward[step], here);
    if (here !== null) history.paths[step] = here;
  }
  return history;
}

function emptyHistory(chain: Chain): History {
  const steps = chain.forward.length;
  return {
    paths: new Array<Path | undefined>(steps + 1).fill(undefined),
    touched: new Array<boolean>(steps).fill(false),
    moved: new Array<boolean>(steps).fill(false),
  };
}

/** A step, and the bodies it is gone through from and to. */
interface Way {
  step: number;
  from: number;
  to: number;
}

function enter(history: History, chain: Chain, way: Way, delta: Delta | undefined, path: Path): Path | null {
  const located = locate(delta ?? { kind: 'same' }, path);
  const respaced = located.text === undefined ? null : throughSpacing(chain, way, located.delta, path, located.text);
  if (respaced !== null) return respaced;
  history.touched[way.step] = located.delta.kind !== 'same';
  history.moved[way.step] = located.moved;
  return located.path;
}

/** A JSON text that was only spaced anew holds what it held: where the value at `path` is now; null after any other edit. */
function throughSpacing(chain: Chain, way: Way, delta: Delta, path: Path, text: Path): Path | null {
  let respaced = chain.respaced.get(delta);
  if (respaced === undefined) {
    const before = containerAt(chain, way.from, path.slice(0, text.length));
    const after = containerAt(chain, way.to, text);
    respaced = before !== undefined && after !== undefined && equalJson(before, after, chain.budget);
    chain.respaced.set(delta, respaced);
  }
  return respaced ? [...text, ...path.slice(text.length)] : null;
}

function containerAt({ bodies, parsed }: Chain, body: number, path: Path): Json | undefined {
  const text = valueAt(bodies[body] ?? null, path, parsed);
  return typeof text === 'string' ? parseEmbedded(text) : undefined;
}

/**
 * The steps that made the difference between a value's first and last state. A step that a later one undid made none:
 * only what came after the last body in which a left value was still as at first counts, and of a right value only
 * what came before the first body in which it was already as in the end.
 */
export function responsible(chain: Chain, left: History | null, right: History | null): number[] {
  const steps = new Set<number>();
  const from = left === null ? 0 : lastUnchanged(chain, left);
  const one = isOne(left, right);
  const to = right === null ? chain.policies.length : firstFinal(chain, right, one ? from : 0);
  left?.touched.forEach((touched, step) => {
    if (touched && step >= from && (step < to || !one)) steps.add(step);
  });
  right?.touched.forEach((touched, step) => {
    if (touched && step < to && (step >= from || !one)) steps.add(step);
  });
  return [...steps].sort((a, b) => a - b);
}

/** Both histories are those of one value: it was there from the first body to the last. */
export function isOne(left: History | null, right: History | null): boolean {
  const end = left?.paths.at(-1);
  const start = right?.paths.at(-1);
  if (end === undefined || start === undefined || end.length !== start.length) return false;
  return end.every((step, index) => step === start[index]);
}

function lastUnchanged(chain: Chain, history: History): number {
  if (count(history.touched) < 2) return 0;
  const first = valueIn(chain, history, 0);
  let last = 0;
  for (let body = 1; body < history.paths.length; body++) {
    if (history.touched[body - 1] === true && equal(valueIn(chain, history, body), first, chain.budget)) last = body;
  }
  return last;
}

function firstFinal(chain: Chain, history: History, from: number): number {
  const end = history.paths.length - 1;
  if (count(history.touched) < 2) return end;
  const final = valueIn(chain, history, end);
  for (let body = from + 1; body < end; body++) {
    if (equal(valueIn(chain, history, body), final, chain.budget)) return body;
  }
  return end;
}

function count(flags: boolean[]): number {
  return flags.filter(Boolean).length;
}

function valueIn(chain: Chain, history: History, body: number): Json | undefined {
  const path = history.paths[body];
  const value = chain.bodies[body];
  return path === undefined || value === undefined ? undefined : valueAt(value, path, chain.parsed);
}

function equal(a: Json | undefined, b: Json | undefined, budget: Budget): boolean {
  return a !== undefined && b !== undefined && equalJson(a, b, budget);
}

/** The text of a value that was a string in every body; null when it was not. */
export function textsOf(chain: Chain, history: History): string[] | null {
  const texts = chain.bodies.map((_, body) => valueIn(chain, history, body));
  return texts.every((text) => typeof text === 'string') ? texts : null;
}

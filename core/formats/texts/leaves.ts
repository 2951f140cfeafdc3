import { isObject, type Json, type JsonObject, type Path } from '../../json';
import type { TextSegment } from '../types';
import { numberAt, textAt, type TextFacts } from './segment';

export interface LeafOptions {
  /** Numbers are texts too: an account number may be one. */
  numbers?: boolean;
  /** Fields that hold no text. */
  skip?: (key: string) => boolean;
}

/** A place in the document, linked to its parent so that a path costs nothing until a text is found. */
interface Place {
  holder: JsonObject | Json[];
  step: string | number;
  parent: Place | null;
}

/** Every text below `root`, in document order, however deep: it walks with a list of its own, not by recursion. */
export function* leafTexts(
  root: JsonObject | Json[],
  path: Path,
  facts: TextFacts,
  options: LeafOptions = {},
): Generator<TextSegment> {
  const waiting = placesOf(root, null, options);
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { holder, step } = place;
    const value = Array.isArray(holder) ? holder[Number(step)] : holder[step];
    if (isObject(value) || Array.isArray(value)) {
      for (const inner of placesOf(value, place, options)) waiting.push(inner);
    } else if (typeof value === 'string') {
      yield* textAt(holder, [...path, ...stepsTo(place)], facts);
    } else if (typeof value === 'number' && options.numbers) {
      yield numberAt(holder, [...path, ...stepsTo(place)], value, facts);
    }
  }
}

/** Last first, because they are taken from the end. */
function placesOf(holder: JsonObject | Json[], parent: Place | null, { skip }: LeafOptions): Place[] {
  const steps = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder);
  const kept = steps.filter((step) => typeof step === 'number' || !skip?.(step));
  return kept.reverse().map((step) => ({ holder, step, parent }));
}

function stepsTo(place: Place): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: Place | null = place; at !== null; at = at.parent) steps.push(at.step);
  return steps.reverse();
}

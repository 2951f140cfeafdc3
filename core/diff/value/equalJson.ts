import { isObject, own, sameSpelling, type Json, type JsonObject } from '../../json';
import { spend, type Budget } from '../budget';

/** Two strings that are equal cost a comparison of their characters, some of them at once. */
const CHARACTERS_PER_STEP = 16;

/** Steps a container costs, and each of its children. */
const STEPS_PER_CONTAINER = 32;
const STEPS_PER_ELEMENT = 2;
const STEPS_PER_ENTRY = 8;

type Pair = [left: Json, right: unknown];

/**
 * Deep equality: key order does not matter, numbers are compared as values. Works on any depth. `right` may have been in
 * foreign hands and hold anything: members that are undefined are none, as when it is written as JSON. With a budget it
 * answers false once that is used up, which makes a diff coarser but never wrong.
 */
export function equalJson(left: Json, right: unknown, budget?: Budget): boolean {
  if (left === right) return true;
  const stack: Pair[] = [[left, right]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    if (budget !== undefined && !spend(budget, costOf(pair[0]))) return false;
    if (!equalHere(pair[0], pair[1], stack)) return false;
  }
  return true;
}

function costOf(value: Json): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS_PER_STEP;
  if (Array.isArray(value)) return STEPS_PER_CONTAINER + STEPS_PER_ELEMENT * value.length;
  return isObject(value) ? STEPS_PER_CONTAINER + STEPS_PER_ENTRY * Object.keys(value).length : 1;
}

/** Compares two values but for their children, which it puts on the stack. */
function equalHere(left: Json, right: unknown, stack: Pair[]): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) return Array.isArray(right) && pushElements(left, right, stack);
  if (sameSpelling(left, right)) return true;
  return isObject(left) && isObject(right) && pushEntries(left, right, stack);
}

function pushElements(left: Json[], right: unknown[], stack: Pair[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = left.length - 1; index >= 0; index--) {
    if (!pushUnlessSame(left[index], right[index], stack)) return false;
  }
  return true;
}

function pushEntries(left: JsonObject, right: JsonObject, stack: Pair[]): boolean {
  const keys = Object.keys(left);
  const members = Object.keys(right).length;
  if (keys.length !== members && (members < keys.length || keys.length !== definedMembers(right))) return false;
  for (const key of keys) {
    if (!pushUnlessSame(own(left, key), own(right, key), stack)) return false;
  }
  return true;
}

function definedMembers(object: object): number {
  return Object.values(object).filter((member) => member !== undefined).length;
}

/** Scalars are decided at once; only containers and long strings need the stack. */
function pushUnlessSame(left: Json | undefined, right: unknown, stack: Pair[]): boolean {
  if (left === undefined || right === undefined) return false;
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    if (left !== right) stack.push([left, right]);
    return true;
  }
  if (typeof left === 'string' && typeof right === 'string' && left.length > 64) {
    if (left.length !== right.length) return false;
    stack.push([left, right]);
    return true;
  }
  return left === right;
}

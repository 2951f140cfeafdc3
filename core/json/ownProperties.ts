import type { Json, JsonObject } from './types';

/** Sets an own property whatever its name: assigning to `__proto__` would change the prototype instead. */
export function setOwn(target: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else target[key] = value;
}

/** Copies own properties, `__proto__` as a plain name, leaving out those named. */
export function assignOwn(target: JsonObject, source: JsonObject, except?: ReadonlySet<string>): JsonObject {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value !== undefined && !except?.has(key)) setOwn(target, key, value);
  }
  return target;
}

/** The value of an own property; never one that `Object.prototype` lends. */
export function own(source: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(source, key) ? source[key] : undefined;
}

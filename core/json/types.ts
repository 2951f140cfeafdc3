import type { SpelledNumber } from './spelledNumber';

/** Any value that JSON text can hold. */
export type Json = null | boolean | number | string | SpelledNumber | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** Where a value sits in a JSON document: object keys and array indexes from the root. */
export type Path = readonly (string | number)[];

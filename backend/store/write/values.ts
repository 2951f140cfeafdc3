import { isUuid, uuidOf } from '../../uuid';

/** What is shown of a call beside its bodies is a line or two. What providers make up may be of any length, and is kept once. */
const maxChars = 16 * 1024;

/** PostgreSQL's text holds anything but NUL; lone surrogates have no UTF-8 and become U+FFFD on the way. */
export function textValue(value: string): string;
export function textValue(value: string | null): string | null;
export function textValue(value: string | null): string | null {
  if (value !== null && value.length > maxChars) return textValue(`${value.slice(0, maxChars - 1)}…`);
  return value?.includes('\0') === true ? value.replaceAll('\0', '\ufffd') : value;
}

/** PostgreSQL refuses a row when an index entry of it goes beyond 2,704 bytes; in UTF-8 these stay below, with an id beside them. */
const maxIndexedChars = 512;

/** A text of a column with an index. What clients and providers make up may be of any length, and must not cost the row. */
export function indexedText(value: string): string;
export function indexedText(value: string | null): string | null;
export function indexedText(value: string | null): string | null {
  if (value === null || value.length <= maxIndexedChars) return textValue(value);
  return `${textValue(value.slice(0, maxIndexedChars - 1))}…`;
}

/** A count as a provider claims it; what is no whole number that JavaScript can hold is unknown. */
export function countValue(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) ? value : null;
}

/** Milliseconds; infinities and NaN are unknown. */
export function durationValue(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** An id that is no UUID is turned into one, always the same, so that a retry is still the same event. */
export function uuidValue(id: string): string {
  return isUuid(id) ? id : uuidOf(id);
}

const dataPrefix = /^data:[\w.+/-]{0,128}(?:;(?:[^;,"]|"[^"]{0,256}"){0,256}){0,8},/i;
/** Looked for instead of its opposite, a long row of which overflows the stack of the engine. */
const notBase64 = /[^A-Za-z0-9+/]/;

/** Pictures, sound, embeddings: what looks like a number in them is none, and to replace it would break them. */
export function isBase64(value: string): boolean {
  if (value.length < 200) return false;
  const start = dataPrefix.exec(value)?.[0].length ?? 0;
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  const digits = value.slice(start, value.length - padding);
  return digits.length >= 200 && !notBase64.test(digits) && /[a-z]/.test(digits) && /[A-Z]/.test(digits);
}

/** A document within its own address. */
export function isDataUrl(value: string): boolean {
  return value.length > 5 && value.slice(0, 5).toLowerCase() === 'data:' && dataPrefix.test(value);
}

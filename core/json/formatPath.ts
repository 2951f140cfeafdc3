import type { Path } from './types';

const identifier = /^[A-Za-z_$][\w$-]*$/;

/** Writes a path as people read it: `messages[0].content`, `metadata["a key"]`; the root is the empty string. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (identifier.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

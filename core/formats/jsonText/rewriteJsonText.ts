import { createJsonTextRewriter, type JsonTextOptions } from './jsonTextRewriter';
import { wholeText } from './textChannel';

/**
 * Rewrites the string values in a JSON text and leaves every other byte alone: layout, keys, numbers (unless asked
 * for), the escapes of strings that `rewrite` returns unchanged. So valid JSON stays valid. In text that was cut off
 * the last, unclosed string is rewritten too.
 */
export function rewriteJsonText(
  text: string,
  rewrite: (value: string) => string,
  options: JsonTextOptions = {},
): string {
  const rewriter = createJsonTextRewriter(() => wholeText(rewrite), options);
  return rewriter.push(text) + rewriter.end();
}

/** No token is shorter: the configuration sees to it. Most words of headers are, and so are not looked at. */
const longWords = /[\w.~+-]{16,}/g;

/** True where the token is one of the words between the signs that headers, cookies and queries are made of. */
export function hasTokenWord(text: string, isToken: (candidate: string) => boolean): boolean {
  return text.match(longWords)?.some(isToken) ?? false;
}

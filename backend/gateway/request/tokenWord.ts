/** No token is shorter: the configuration sees to it. Most words of headers are, and so are not looked at. */
const SHORTEST_TOKEN = 16;

/** True where the token is one of the words between the signs that headers, cookies and queries are made of. */
export function hasTokenWord(text: string, isToken: (candidate: string) => boolean): boolean {
  if (text.length < SHORTEST_TOKEN) return false;
  return text.split(/[^\w.~+-]+/).some((word) => word.length >= SHORTEST_TOKEN && isToken(word));
}

import { textValue } from './values';

/** PostgreSQL's index entry of a row holds at most 1 MB; this many characters stay below it whatever they are. */
export const maxSearchLength = 64 * 1024;

/** What is indexed of a call's text: its beginning and its end, where a conversation's newest turn is. */
export function searchWords(text: string): string {
  if (text.length <= maxSearchLength) return textValue(text);
  const half = maxSearchLength / 2;
  return textValue(`${text.slice(0, half)} ${text.slice(-half)}`);
}

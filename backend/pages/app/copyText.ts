import { copyAndTell } from '@lens/viewer/shell';

/** For the places that only hand a text over. */
export function copyText(text: string): void {
  void copyAndTell(text);
}

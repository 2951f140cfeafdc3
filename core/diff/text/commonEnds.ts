import { joins } from './tokens';

/** How many characters two texts share at their start and at their end, without cutting a word or a surrogate pair. */
export function commonEnds(left: string, right: string): { prefix: number; suffix: number } {
  const shorter = Math.min(left.length, right.length);
  let prefix = 0;
  while (prefix < shorter && left.charCodeAt(prefix) === right.charCodeAt(prefix)) prefix++;
  while (joins(left, prefix) || joins(right, prefix)) prefix--;
  let suffix = 0;
  while (
    suffix < shorter - prefix &&
    left.charCodeAt(left.length - 1 - suffix) === right.charCodeAt(right.length - 1 - suffix)
  ) {
    suffix++;
  }
  while (suffix > 0 && (joins(left, left.length - suffix) || joins(right, right.length - suffix))) suffix--;
  return { prefix, suffix };
}

/** A fraction as an SVG length. Positions are attributes, since the pages' security policy forbids style attributes. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(4))}%`;
}

/** Horizontal resolution of a track; more than a screen shows, so a stream of any length is one path of bounded size. */
export const trackWidth = 2000;

/** One vertical stroke for each chunk; chunks that fall on the same place share one. */
export function tickPath(at: readonly number[], origin: number, durationMs: number): string {
  if (durationMs <= 0) return '';
  const places = new Set<number>();
  for (const ms of at) {
    const place = Math.round(((origin + ms) / durationMs) * trackWidth);
    if (place >= 0 && place <= trackWidth) places.add(place);
  }
  return [...places].map((place) => `M${place} .15v.7`).join('');
}

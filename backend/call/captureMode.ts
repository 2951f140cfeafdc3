/** How much of a call is kept, from all to nothing: see docs/privacy.md. */
export const captureModes = ['full', 'masked', 'metadata', 'off'] as const;

export type CaptureMode = (typeof captureModes)[number];

/** Of two the one that keeps less. */
export function lesserMode(one: CaptureMode, other: CaptureMode): CaptureMode {
  return captureModes.indexOf(one) > captureModes.indexOf(other) ? one : other;
}

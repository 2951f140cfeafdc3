import type { Capture } from './facts';

/** For `capture.mode: off`: nothing is kept. */
export const noCapture: Capture = { start: () => undefined, part: () => undefined, end: () => undefined };

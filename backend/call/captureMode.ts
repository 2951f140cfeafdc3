/** How much of a call is kept: bodies and all, or nothing. */
export type CaptureMode = 'full' | 'off';

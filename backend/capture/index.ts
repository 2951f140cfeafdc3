export type * from './facts';
export { CaptureError, type CaptureErrorCode } from './errors';
export { createCapture } from './createCapture';
export { readBody } from './rows/readBody';
export { readStream } from './rows/readStream';
export { spoolCommand } from './spoolCommand';
export { openSpool } from './spool/openSpool';
export { startRecorder } from './recorder/startRecorder';

export { CaptureError } from './errors';
export { createCapture } from './createCapture';
export { readBody } from './rows/readBody';
export { readStream } from './rows/readStream';
export { spoolCommand } from './spoolCommand';
export { openSpool } from './spool/openSpool';
export { dropReasons, spoolStates, type SpoolStats } from './spool/types';
export { startRecorder, type RunningRecorder } from './recorder/startRecorder';

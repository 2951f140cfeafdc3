export { CaptureError } from './errors';
export { createCapture } from './createCapture';
export { spoolCommand } from './spoolCommand';
export { lockSpool } from './lockSpool';
export { openSpool } from './spool/openSpool';
export { dropReasons, spoolStates, type SpoolStats } from './spool/types';
export { serveRecorder } from './recorder/serveRecorder';
export { startRecorder, type RunningRecorder } from './recorder/startRecorder';
export { openSpoolContents, type SpoolContents, type SpoolMoment } from './spoolContents';

export type * from './types';
export { createReconstructor, reconstruct, reconstructBytes } from './reconstruct';
export type { Reconstructor, ReconstructOptions } from './reconstruct';
export { createSseDecoder, encodeSse, SseEventTooLargeError } from './sse';
export type { SseDecoder, SseLimits } from './sse';
export { endsStream } from './endsStream';
export { errorOf } from './errors';
export type { ApiError } from './errors';

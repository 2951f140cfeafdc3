export { createSseDecoder, SseEventTooLargeError } from './decoder';
export type { SseDecoder, SseLimits } from './decoder';
export { encodeSse, sseText } from './encode';

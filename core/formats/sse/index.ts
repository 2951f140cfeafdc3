export { createSseDecoder, SseEventTooLargeError } from './decoder';
export type { SseDecoder } from './decoder';
export { encodeSse, sseText } from './encode';

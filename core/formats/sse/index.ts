export { createSseDecoder } from './decoder';
export type { SseDecoder } from './decoder';
export { encodeSse, sseText } from './encode';
export { rewrittenText } from './rewriteEvent';
export { createStreamDecoder, framingOf } from './streamDecoder';
export type { Framing } from './streamDecoder';

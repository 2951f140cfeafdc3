export type * from './types';
export { createReconstructor, isStreamPiece, reconstruct, reconstructBytes } from './reconstruct';
export { createSseDecoder, createStreamDecoder, encodeSse, rewrittenText, sseText } from './sse';
export type { Framing, SseDecoder } from './sse';
export { endsStream } from './endsStream';
export { errorOf } from './errors';
export { errorWords } from './errorWords';
export type { ApiError } from './errors';
export { requestTexts, responseTexts } from './texts';
export { unreadDocumentIn } from './texts/unreadDocument';
export { closedBy, createEventReader, eventTexts, finishesChoice, signedBy, textEvent, unsign } from './streamTexts';
export type { EventReading, ReadEvent, ReadText } from './streamTexts';
export { finishReasonOf } from './responseFacts';
export {
  billedOf,
  mayTellTokens,
  noUsage,
  tellsTokens,
  usageEventOf,
  usageOf,
  withLastUsage,
  withoutContent,
} from './usage';
export type { Billed, Sample } from './usage';
export { aboutBody } from './aboutBody';
export { readBody, readJsonBody, writeBody } from './textBody';
export { requestFacts } from './requestFacts';
export { errorBody, errorEvent, separator } from './errorBody';
export { createJsonTextRewriter, rewriteJsonText } from './jsonText';
export type { TextChannel } from './jsonText';
export { beginningOfJson } from './jsonText/beginningOfJson';
export { parseBounded } from './jsonText/parseBounded';

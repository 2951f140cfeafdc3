export type { BodyKind } from './body/body';
export { readBody } from './body/readBody';
export { readStream } from './body/readStream';
export type { BegunCall, CallListener, EndedCall } from './callListener';
export { NotRecordedError, type Capture, type Turn } from './capture';
export type { SourceKind } from './callSource';
export { captureModes, lesserMode, type CaptureMode } from './captureMode';
export type { Direction } from './direction';
export type { ChangeStep, ContentEncoding, Exchange, PackedBody } from './exchange';
export { answerFacts, noFacts } from './facts/answerFacts';
export { createStreamFacts, type StreamFacts } from './facts/streamFacts';
export type { FeedRecord } from './feedRecord';
export type { CallEnd, CallStart, StreamPart } from './frames';
export {
  isFailure,
  isProviderFailure,
  nothingSeen,
  outcomeOf,
  type AnswerSeen,
  type Outcome,
  type ReportedEnd,
} from './outcome';
export { modelCallSeconds } from './modelCallSeconds';
export { isPolicyFailure, partsLostType, type PolicyEvent } from './policyEvent';
export type { CallRecord, RecordedDirection, WhyPartial } from './record/callRecord';
export { callRecordOf } from './record/callRecordOf';
export type { RecordSettings } from './record/recordSettings';
export { partialRecord, storedInPart, type CallBeginning } from './record/partialRecord';
export type { StreamSide } from './record/streamSide';
export type { RecordedCall, WholeCall } from './recordedCall';
export { keepAll, samplingOf, type SamplingSettings } from './sampling/sampling';
export type { Sink } from './sink';
export { callSpans } from './span/callSpans';
export { callErrors } from './errors/callErrors';
export { errorWord } from './errors/errorWord';
export { errorOccurrence, type ErrorOccurrence } from './errors/errorOccurrence';
export type { CallStatus } from './status';
export { policyRunOf, type PolicyRun } from './summary/policyRuns';
export { storedSummaryOf, type StoredSummary } from './summary/storedSummary';
export { isFetch, type Timing } from './timing';
export { isSpanBatch, type SpanBatch, type TraceSpan } from './traceSpan';
export type { AnswerFacts } from './withheld';

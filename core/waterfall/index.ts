export { attachEvents, type PolicyMark } from './attachEvents';
export { completionPhases, type CompletionMoments, type Phase } from './completionPhases';
export {
  layoutWaterfall,
  type Stretch,
  type Waterfall,
  type WaterfallOptions,
  type WaterfallRow,
} from './layoutWaterfall';
export { packChunkTimes, unpackChunkTimes } from './packChunkTimes';
export { policyOf, spanCategory, type SpanCategory } from './spanCategory';
export { timeShares, type TimeShares } from './timeShares';
export type * from './types';

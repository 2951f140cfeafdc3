export { attachEvents } from './attachEvents';
export { callPart } from './callPart';
export { completionPhases } from './completionPhases';
export { layoutWaterfall, type Stretch, type Waterfall, type WaterfallRow } from './layoutWaterfall';
export { packChunkTimes, unpackChunkTimes } from './packChunkTimes';
export { spanCategory } from './spanCategory';
export { spanNames } from './spanNames';
export { timeShares, type TimeShares } from './timeShares';
export type * from './types';

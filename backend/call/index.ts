export type { Capture } from './capture';
export type { ChangeStep, Exchange } from './exchange';
export type { CallEnd, CallStart, StreamPart } from './frames';
export { partsLostType, type PolicyEvent } from './policyEvent';
export type { RecordedCall } from './recordedCall';
export type { CallStatus } from './status';
export type { Timing } from './timing';

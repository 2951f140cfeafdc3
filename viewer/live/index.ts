export type { LiveConnection } from './connection';
export { LiveFeed } from './LiveFeed';
export { liveKeys } from './liveKeys';
export type { LiveCall, LiveEntry, LiveRow } from './liveEntry';
export { matches } from './matches';

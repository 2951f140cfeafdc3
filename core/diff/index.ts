export type * from './types';
export type { DiffOptions } from './context';
export { apply } from './apply';
export { changes, summarizeDiff } from './result';
export { DeltaMismatch } from './errors';
export { diff } from './diff';
export { revert } from './revert';
export { attribute } from './attribute/attribute';

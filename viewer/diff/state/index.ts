export type { DiffInput, DiffMode, SideState } from './types';
export { useDiffController, type DiffActions, type DiffController, type DiffOptions } from './useDiffController';
export { diffKeys, findName, useDiffKeys } from './useDiffKeys';
export { useDiffPermalink } from './useDiffPermalink';

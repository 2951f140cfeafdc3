export type { DiffMode, SideState } from './types';
export { useDiffController, type DiffActions, type DiffController } from './useDiffController';
export { diffKeys, findName, useDiffKeys } from './useDiffKeys';
export { useDiffPermalink } from './useDiffPermalink';

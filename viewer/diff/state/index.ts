export type { DiffInput, DiffMode, SideState } from './types';
export { useDiffController, type DiffActions, type DiffController, type DiffOptions } from './useDiffController';
export { diffKeys, findId, useDiffKeys, type DiffKeyOptions } from './useDiffKeys';
export { formatLink, parseLink, useDiffPermalink } from './useDiffPermalink';

export type { Json, JsonObject, Path } from './types';
export { formatPath } from './formatPath';
export { isObject } from './isObject';
export { measureJson, stringEnd } from './measureJson';
export { assignOwn, own, setOwn } from './ownProperties';
export { whereKeyRepeats } from './whereKeyRepeats';
export { valueAt } from './valueAt';
export { withoutMark } from './withoutMark';
export { whereNotJson } from './whereNotJson';

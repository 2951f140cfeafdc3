export { patternNames } from './patterns';
export { piiLabelOf, piiRule } from './piiRule';

export { patternNames, piiLabelOf, piiRule } from './piiRule';

export { mayBePersonal, patternNames, piiLabelOf, piiRule } from './piiRule';

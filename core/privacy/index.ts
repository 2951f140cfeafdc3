export { identitiesIn, maskIdentities, maskIdentitiesInText } from './identities';
export { maskOf } from './masker';
export { maskRedactions, type MaskedDiff } from './maskRedactions';
export { redactedSummary } from './redactedSummary';
export { redactForSinks } from './redactForSinks';
export { privateRule, redactionMark, redactText } from './redactText';

export { maskRedactions, type MaskedDiff } from './maskRedactions';
export { summaryWithoutKeys } from './summaryWithoutKeys';

export { maskRedactions, type MaskedDiff } from './maskRedactions';

export { modelMatcher } from './modelMatcher';

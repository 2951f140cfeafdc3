export { useComparison, type FirstComparison } from './useComparison';

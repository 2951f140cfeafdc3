export { comparisonQuery, usualChoice, type CompareChoice, type ComparisonAddress } from './comparison';
export {
  apiParams,
  listQuery,
  readFilters,
  readPosition,
  without,
  type CallFilters,
  type FilterName,
  type ListAddress,
  type Position,
} from './listView';

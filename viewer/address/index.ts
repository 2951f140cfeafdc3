export { comparisonQuery, usualChoice, type CompareChoice, type ComparisonAddress } from './comparison';
export {
  listQuery,
  readFilters,
  readPosition,
  without,
  type CallFilters,
  type FilterName,
  type ListAddress,
  type Position,
} from './listView';

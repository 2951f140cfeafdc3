export {
  comparisonQuery,
  readComparedShape,
  usualChoice,
  type CompareChoice,
  type ComparisonAddress,
} from './comparison';
export {
  beside,
  isTurnedBack,
  listQuery,
  readFilters,
  readListPlace,
  without,
  type CallFilters,
  type FilterName,
  type ListAddress,
  type ListPlace,
} from './listView';
export { allTypes, liveQuery, readLiveFilters, type LiveFilterName, type LiveFilters } from './liveView';
export {
  readSession,
  readSessions,
  sessionQuery,
  sessionsQuery,
  type SessionAddress,
  type SessionsAddress,
} from './sessionsView';
export { errorsQuery, readErrors, type ErrorsAddress } from './errorsView';

export { CallsList, type CallsListProps } from './CallsList';
export { callsKeys } from './callsKeys';
export { apiParams, listHref, readFilters, type CallFilters, type Position } from './filters';

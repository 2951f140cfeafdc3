export { CallsList, type CallsListProps } from './CallsList';
export { callsKeys } from './callsKeys';
export { readColumns, writeColumns, type ColumnId } from './columns';
export { apiParams, listHref, readFilters, readPosition, type CallFilters, type Position } from './filters';
export { mostCounted } from './ListBar';
export { toggleSelected, type Selection } from './selection';

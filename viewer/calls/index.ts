export { CallsList, type CallsListProps } from './CallsList';
export { callsKeys } from './callsKeys';
export { readColumns, writeColumns, type ColumnId } from './columns';
export { mostCounted } from './ListBar';
export { toggleSelected, type Selection } from './selection';

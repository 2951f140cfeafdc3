export { CallsList, type CallsListProps } from './CallsList';
export { callsKeys } from './callsKeys';
export type { ColumnId } from './cells';
export { readColumns, writeColumns } from './columns';
export { mostCounted } from './ListBar';
export { toggleSelected, type Selection } from './selection';

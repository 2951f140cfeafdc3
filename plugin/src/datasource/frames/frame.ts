import { createDataFrame, FieldType, type DataFrame, type DataLink, type FieldConfig } from '@grafana/data';

/** A column: what it is of each row, and how it is shown. */
export interface Column<Row> {
  name: string;
  type?: FieldType;
  title?: string;
  unit?: string;
  links?: DataLink[];
  of: (row: Row) => unknown;
}

/** Rows as a table; null is unknown and never 0. */
export function frameOf<Row>(refId: string, rows: readonly Row[], columns: readonly Column<Row>[]): DataFrame {
  const fields = columns.map((column) => ({
    name: column.name,
    type: column.type ?? FieldType.string,
    config: configOf(column),
    values: rows.map(column.of),
  }));
  return createDataFrame({ refId, fields, meta: { preferredVisualisationType: 'table' } });
}

function configOf<Row>({ title, unit, links }: Column<Row>): FieldConfig {
  return {
    ...(title !== undefined && { displayName: title }),
    ...(unit !== undefined && { unit }),
    ...(links !== undefined && { links }),
  };
}

/** A moment as Grafana has it. */
export function at(iso: string): number {
  return Date.parse(iso);
}

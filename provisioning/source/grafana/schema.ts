import type { FieldConfig, GraphFieldConfig, Panel as AnyPanel, TableFieldOptions } from '@grafana/schema';
import type { Options as BarChartOptions } from '@grafana/schema/dist/types/raw/composable/barchart/panelcfg/x/BarChartPanelCfg_types.gen.d.ts';
import type { Options as BarGaugeOptions } from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen.d.ts';
import type { Options as LogsOptions } from '@grafana/schema/dist/types/raw/composable/logs/panelcfg/x/LogsPanelCfg_types.gen.d.ts';
import type { Options as StatOptions } from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts';
import type { Options as TableOptions } from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen.d.ts';
import type { Options as TextOptions } from '@grafana/schema/dist/types/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen.d.ts';
import type { Options as TimeSeriesOptions } from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts';

/** A type of Grafana 12.2's own schema, where what is an enum there is its text, as JSON has it. */
type Plain<T> = T extends string
  ? `${T}`
  : T extends readonly (infer E)[]
    ? Plain<E>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

/** The options of each type of panel; those of our own panels are theirs. */
export interface PanelOptions {
  timeseries: Plain<TimeSeriesOptions>;
  stat: Plain<StatOptions>;
  table: Plain<Omit<TableOptions, 'frameIndex'>>;
  bargauge: Plain<BarGaugeOptions>;
  barchart: Plain<BarChartOptions>;
  logs: Partial<Plain<LogsOptions>>;
  text: Plain<TextOptions>;
  traces: Record<string, never>;
  'luthien-diff-panel': Record<string, unknown>;
  'luthien-waterfall-panel': Record<string, unknown>;
}

export type PanelType = keyof PanelOptions;
export type GraphField = Plain<GraphFieldConfig>;
export type TableField = Partial<Plain<Omit<TableFieldOptions, 'cellOptions'>>> & { cellOptions?: { type: string } };
export type FieldDefaults = Omit<Plain<FieldConfig>, 'custom' | 'links' | 'mappings'> & {
  custom?: GraphField | TableField;
  links?: Link[];
  mappings?: ValueMapping[];
};
export type GridPos = Required<Pick<NonNullable<AnyPanel['gridPos']>, 'x' | 'y' | 'w' | 'h'>>;

/** Where a value, or a cell, leads to. */
export interface Link {
  title: string;
  url: string;
  targetBlank?: boolean;
}

type ValueMapping =
  | { type: 'value'; options: Record<string, { text?: string; color?: string; index: number }> }
  | { type: 'special'; options: { match: 'null+nan'; result: { text: string; color: string; index: number } } };

export interface Override {
  matcher: { id: 'byName' | 'byRegexp' | 'byFrameRefID'; options: string };
  properties: { id: string; value: unknown }[];
}

import { basis, like, withoutColor, type About, type Panel } from './panel';
import type { GraphField, Override, PanelOptions, TableField } from './schema';

interface GraphAbout extends About {
  /** Values upon each other, filled. */
  stacked?: boolean;
  bars?: boolean;
  /** Thresholds as lines in the graph. */
  thresholdLines?: boolean;
  overrides?: Override[];
  /** What the legend says of each series. */
  calcs?: ('lastNotNull' | 'mean' | 'max' | 'sum')[];
  legend?: boolean;
  logarithmic?: boolean;
  softMin?: number;
}

/** Lines, areas or bars over time. */
export function graph(about: GraphAbout): Panel<'timeseries'> {
  const { calcs = [], legend = true, stacked = false, thresholdLines = false, overrides = [] } = about;
  const panel = basis(
    'timeseries',
    about,
    {
      legend: { displayMode: calcs.length > 0 ? 'table' : 'list', placement: 'bottom', showLegend: legend, calcs },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    { width: 12, height: 8 },
  );
  // Where all is 0 the axis would be at will.
  const softMax =
    about.unit === 'percentunit' && about.max === undefined ? 0.12 : about.unit === 'short' ? 1 : undefined;
  const custom: GraphField = {
    drawStyle: about.bars === true ? 'bars' : 'line',
    // A line of what is 0 would lie on the edge of what is below it.
    lineWidth: stacked ? 0 : 1,
    fillOpacity: about.bars === true ? 80 : stacked ? 45 : 8,
    showPoints: 'auto',
    pointSize: 4,
    spanNulls: false,
    axisSoftMin: about.softMin ?? 0,
    ...(softMax !== undefined && { axisSoftMax: softMax }),
    stacking: { mode: stacked ? 'normal' : 'none', group: 'A' },
    thresholdsStyle: { mode: thresholdLines ? 'dashed' : 'off' },
    ...(about.logarithmic === true && { scaleDistribution: { type: 'log', log: 10 } }),
  };
  return { ...panel, fields: { ...panel.fields, color: { mode: 'palette-classic' }, custom }, overrides };
}

interface StatAbout extends About {
  /** The name of the value beside it. */
  named?: boolean;
}

/** One figure, coloured by its thresholds. */
export function stat(about: StatAbout): Panel<'stat'> {
  const { noValue = 'no calls' } = about;
  const panel = basis(
    'stat',
    { ...about, noValue },
    {
      colorMode: 'value',
      graphMode: 'area',
      justifyMode: 'auto',
      textMode: about.named === true ? 'value_and_name' : 'auto',
      orientation: 'auto',
      percentChangeColorMode: 'standard',
      showPercentChange: false,
      wideLayout: true,
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
    { width: 4, height: 4 },
  );
  return { ...panel, fields: { ...panel.fields, ...withoutColor(noValue), color: { mode: 'thresholds' } } };
}

interface TableAbout extends About {
  overrides?: Override[];
  transformations?: Panel['transformations'];
  sortBy?: { displayName: string; desc: boolean };
}

/** Rows; `overrides` says of each column its words, unit and links. */
export function table(about: TableAbout): Panel<'table'> {
  const options: PanelOptions['table'] = {
    showHeader: true,
    cellHeight: 'sm',
    ...(about.sortBy && { sortBy: [about.sortBy] }),
  };
  const panel = basis('table', about, options, { width: 24, height: 9 });
  const custom: TableField = { align: 'auto', inspect: false, filterable: false };
  return {
    ...panel,
    fields: { ...panel.fields, custom },
    // What is said of a table without rows is not said in a cell without a value.
    overrides: [like('.*', { noValue: '' }), ...(about.overrides ?? [])],
    transformations: about.transformations ?? [],
  };
}

/** A bar for each series, with its figure. */
export function bars(about: About): Panel<'bargauge'> {
  const { noValue = 'no calls' } = about;
  const panel = basis(
    'bargauge',
    { ...about, noValue },
    {
      displayMode: 'basic',
      orientation: 'horizontal',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      valueMode: 'color',
      namePlacement: 'auto',
      sizing: 'auto',
      minVizHeight: 16,
      minVizWidth: 8,
      maxVizHeight: 48,
      showUnfilled: true,
      legend: { calcs: [], displayMode: 'hidden', placement: 'bottom', showLegend: false },
    },
    { width: 12, height: 8 },
  );
  return { ...panel, fields: { ...panel.fields, ...withoutColor(noValue), color: { mode: 'thresholds' } } };
}

/** A group of bars for each row of a table; the first column names it. */
export function barChart(
  about: About & { column: string; overrides?: Override[]; legend?: boolean; horizontal?: boolean },
): Panel<'barchart'> {
  const panel = basis(
    'barchart',
    about,
    {
      xField: about.column,
      orientation: about.horizontal === true ? 'horizontal' : 'auto',
      barWidth: 0.9,
      groupWidth: 0.7,
      fullHighlight: false,
      showValue: 'auto',
      stacking: 'none',
      xTickLabelRotation: 0,
      xTickLabelMaxLength: 20,
      legend: { displayMode: 'list', placement: 'bottom', showLegend: about.legend ?? true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'none' },
    },
    { width: 12, height: 8 },
  );
  return {
    ...panel,
    fields: { ...panel.fields, color: { mode: 'palette-classic' } },
    overrides: about.overrides ?? [],
  };
}

export function logLines(about: About): Panel<'logs'> {
  return basis(
    'logs',
    about,
    {
      dedupStrategy: 'none',
      enableLogDetails: true,
      prettifyLogMessage: false,
      showCommonLabels: false,
      showLabels: false,
      showLogContextToggle: false,
      showTime: true,
      sortOrder: 'Ascending',
      wrapLogMessage: true,
    },
    { width: 24, height: 9 },
  );
}

export function traceView(about: About): Panel<'traces'> {
  return basis('traces', about, {}, { width: 24, height: 14 });
}

export function diffView(about: About): Panel<'luthien-diff-panel'> {
  return basis('luthien-diff-panel', about, { callId: '$callId', head: true }, { width: 24, height: 14 });
}

export function waterfallView(about: About): Panel<'luthien-waterfall-panel'> {
  return basis('luthien-waterfall-panel', about, { callId: '$callId', head: false }, { width: 24, height: 10 });
}

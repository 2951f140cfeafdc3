import type { metricDefinitions, MetricDefinition } from './definitions';

type Definitions = typeof metricDefinitions;
type MetricName = keyof Definitions;
type LabelOf<Name extends MetricName> = Definitions[Name]['labels'][number];

/** Metrics that are counted as things happen. */
export type CounterName = NamesOf<{ counted: true }>;
export type HistogramName = NamesOf<{ type: 'histogram' }>;
type NamesOf<Kind> = { [Name in MetricName]: Definitions[Name] extends Kind ? Name : never }[MetricName];
export type LabelsOf<Name extends MetricName> = Readonly<Record<LabelOf<Name>, string>>;

/** The value of one series. */
export interface Labelled<Label extends string = string> {
  labels: Readonly<Record<Label, string>>;
  value: number;
}

type Reading<Definition extends MetricDefinition> = Definition['labels'] extends readonly []
  ? number
  : readonly Labelled<Definition['labels'][number]>[];

/** What is to be seen of some of the other metrics at this moment. */
export type Readings = {
  readonly [Name in Exclude<MetricName, CounterName | HistogramName>]?: Reading<Definitions[Name]>;
};

/** Reads figures that are kept elsewhere; asked at every scrape, so that nothing is done for them in between. */
export type MetricSource = () => Readings;

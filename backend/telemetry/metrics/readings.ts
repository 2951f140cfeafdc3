import type { MetricDefinition, metricDefinitions } from './definitions';

type Definitions = typeof metricDefinitions;
export type MetricName = keyof Definitions;

/** The value of one series. */
export interface Labelled<Label extends string = string> {
  labels: Readonly<Record<Label, string>>;
  value: number;
}

type Reading<Definition extends MetricDefinition> = Definition['labels'] extends readonly []
  ? number
  : readonly Labelled<Definition['labels'][number]>[];

/** What is to be seen of some metrics at this moment. */
export type Readings = { readonly [Name in MetricName]?: Reading<Definitions[Name]> };

/** Reads figures that are kept elsewhere; asked at every scrape, so that nothing is done for them in between. */
export type MetricSource = () => Readings;

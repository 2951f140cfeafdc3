import {
  CoreApp,
  DataSourceApi,
  type DataFrame,
  type DataLink,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { annotationSupport } from './annotationSupport';
import { combinations } from './combinations';
import type { Reader } from './createReader';
import { filtersOf } from './filtersOf';
import type { Asked } from './findFrame';
import { showHere } from './frames/links';
import { usualQuery, type CallsQuery, type CallsVariableQuery } from './types';
import { VariableSupport } from './VariableSupport';

/** The calls that a gateway recorded, read through Grafana's proxy. */
export class CallsDataSource extends DataSourceApi<CallsQuery> {
  private loaded: Promise<Reader> | null = null;

  constructor(settings: DataSourceInstanceSettings) {
    super(settings);
    this.annotations = annotationSupport;
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Grafana takes any of three kinds.
    this.variables = new VariableSupport(this);
  }

  override getDefaultQuery(): Partial<CallsQuery> {
    return usualQuery;
  }

  /** Without a call there is nothing to ask for: a variable may have no value yet. */
  override filterQuery({ type, callId, hide }: CallsQuery): boolean {
    return hide !== true && ((type !== 'call' && type !== 'diff') || (callId ?? '') !== '');
  }

  override async query(request: DataQueryRequest<CallsQuery>): Promise<DataQueryResponse> {
    const links = linksOn(request.app);
    const frames = request.targets
      .filter((query) => this.filterQuery(query))
      .map((query) => this.frameOf(query, request, links));
    return { data: (await Promise.all(frames)).filter((frame) => frame !== null) };
  }

  override interpolateVariablesInQueries(queries: CallsQuery[], scopedVars: ScopedVars): CallsQuery[] {
    const written = (text: string) => getTemplateSrv().replace(text, scopedVars);
    return queries.map((query) => ({
      ...query,
      ...(query.callId !== undefined && { callId: written(query.callId) }),
      ...(query.filters !== undefined && {
        filters: Object.fromEntries(Object.entries(query.filters).map(([name, value]) => [name, written(value)])),
      }),
    }));
  }

  /** The values of a variable. */
  async valuesOf(
    { of = 'model' }: Pick<CallsVariableQuery, 'of'>,
    time: { from: string; to: string },
  ): Promise<MetricFindValue[]> {
    return (await this.reader()).findValues(of, time);
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    return (await this.reader()).test();
  }

  /** Comes with the first question: a page may have this data source and never ask. What failed to load is tried again. */
  private reader(): Promise<Reader> {
    this.loaded ??= import('./createReader').then(
      ({ createReader }) => createReader(this.uid),
      (error: unknown) => {
        this.loaded = null;
        throw error;
      },
    );
    return this.loaded;
  }

  private async frameOf(
    query: CallsQuery,
    { range, scopedVars }: DataQueryRequest<CallsQuery>,
    links: DataLink[],
  ): Promise<DataFrame | null> {
    const type = query.type ?? usualQuery.type;
    const names = type === 'annotations' ? [] : filtersOf[type];
    const asked: Asked = {
      type,
      refId: query.refId,
      filters: combinations(
        Object.fromEntries(names.map((name) => [name, valuesIn(query.filters?.[name] ?? '', scopedVars)])),
      ),
      callId: valuesIn(query.callId ?? '', scopedVars)[0] ?? '',
      kind: query.kind,
      turns: query.turns ?? false,
      limit: query.limit ?? usualQuery.limit,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      links,
    };
    return (await this.reader()).findFrame(asked);
  }
}

/** The values of a filter; a variable may have several, or all, which is none. */
function valuesIn(text: string, scopedVars: ScopedVars): string[] {
  const several: string[] = [];
  const written = getTemplateSrv().replace(text, scopedVars, (value: string | string[]) => {
    several.push(...[value].flat());
    return '';
  });
  const isOneVariable = several.length > 0 && written.trim() === '';
  return (isOneVariable ? several : [getTemplateSrv().replace(text, scopedVars)]).map((value) => value.trim());
}

/** On a dashboard with a variable for a call, a row of a table chooses it. */
function linksOn(app: string | undefined): DataLink[] {
  const isDashboard = app === CoreApp.Dashboard || app === CoreApp.PanelViewer || app === CoreApp.PanelEditor;
  const hasVariable = getTemplateSrv()
    .getVariables()
    .some(({ name }) => name === 'callId');
  return isDashboard && hasVariable ? [showHere()] : [];
}

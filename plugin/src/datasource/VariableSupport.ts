import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { from, type Observable } from 'rxjs';
import { VariableEditor } from './editors/laterEditors';
import type { CallsVariableQuery, SourceOfValues } from './types';

/** Variables whose values are those that calls have. */
export class VariableSupport extends CustomVariableSupport<SourceOfValues, CallsVariableQuery> {
  override editor = VariableEditor;
  private readonly source: SourceOfValues;

  constructor(source: SourceOfValues) {
    super();
    this.source = source;
  }

  override query({ targets, range }: DataQueryRequest<CallsVariableQuery>): Observable<DataQueryResponse> {
    const time = { from: range.from.toISOString(), to: range.to.toISOString() };
    return from(this.source.valuesOf({ of: targets[0]?.of ?? 'model' }, time).then((data) => ({ data })));
  }
}

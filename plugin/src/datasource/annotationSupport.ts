import type { AnnotationSupport } from '@grafana/data';
import { AnnotationEditor } from './editors/laterEditors';
import type { CallsQuery } from './types';

/** Moments in charts: starts, changes of policies, new errors. The frames have the names that Grafana looks for. */
export const annotationSupport: AnnotationSupport<CallsQuery> = {
  QueryEditor: AnnotationEditor,
  prepareQuery: ({ target }) => ({
    refId: 'Annotations',
    type: 'annotations',
    ...(target?.kind !== undefined && { kind: target.kind }),
  }),
};

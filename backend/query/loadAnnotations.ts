import type { Annotation, AnnotationList, AnnotationQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { listAnnotations, type StoredAnnotation } from '../store';

/** `GET /api/v1/annotations`: moments that explain what calls did from then on. */
export async function loadAnnotations(pool: Pool, query: AnnotationQuery): Promise<AnnotationList> {
  return { annotations: (await listAnnotations(pool, query)).map(toAnnotation) };
}

function toAnnotation(stored: StoredAnnotation): Annotation {
  const at = stored.at.toISOString();
  switch (stored.kind) {
    case 'error':
      return { at, kind: 'error', title: `First ${stored.type}`, text: stored.message, callId: stored.callId };
    case 'policies':
      return { at, kind: 'policies', title: 'Policies changed', text: stored.changes.join(', '), callId: null };
    case 'deployment':
      return {
        at,
        kind: 'deployment',
        title: 'Gateway started',
        text: `${stored.service} ${stored.version}`,
        callId: null,
      };
  }
}

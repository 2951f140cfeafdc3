import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense, type ComponentProps } from 'react';

const LazyConfigEditor = lazy(() => import('./ConfigEditor'));
const LazyQueryEditor = lazy(() => import('./QueryEditor'));
const LazyVariableEditor = lazy(() => import('./VariableEditor'));
const LazyAnnotationEditor = lazy(() => import('./AnnotationEditor'));

// Grafana waits with its whole page for what brings no boundary of its own.
const fallback = <LoadingPlaceholder text="" />;

export function ConfigEditor(props: ComponentProps<typeof LazyConfigEditor>) {
  return (
    <Suspense fallback={fallback}>
      <LazyConfigEditor {...props} />
    </Suspense>
  );
}

export function QueryEditor(props: ComponentProps<typeof LazyQueryEditor>) {
  return (
    <Suspense fallback={fallback}>
      <LazyQueryEditor {...props} />
    </Suspense>
  );
}

export function VariableEditor(props: ComponentProps<typeof LazyVariableEditor>) {
  return (
    <Suspense fallback={fallback}>
      <LazyVariableEditor {...props} />
    </Suspense>
  );
}

export function AnnotationEditor(props: ComponentProps<typeof LazyAnnotationEditor>) {
  return (
    <Suspense fallback={fallback}>
      <LazyAnnotationEditor {...props} />
    </Suspense>
  );
}

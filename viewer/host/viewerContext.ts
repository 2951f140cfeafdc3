import { createContext, useContext, useMemo, type RefObject } from 'react';
import type { ViewerHost } from './viewerHost';

interface ViewerInContext {
  host: ViewerHost;
  root: RefObject<HTMLDivElement | null>;
}

export const ViewerContext = createContext<ViewerInContext | null>(null);

export interface ViewerHandle extends ViewerInContext {
  /** The element id of a part of this viewer, unlike that of any other viewer on the page. */
  id: (name: string) => string;
  /** The element that has this id; null while it is not there. */
  element: (name: string) => HTMLElement | null;
}

/** The viewer that a component is in. */
export function useViewer(): ViewerHandle {
  const context = useContext(ViewerContext);
  if (context === null) throw new Error('Components of the viewer belong inside <Viewer host={…}>.');
  return useMemo(() => {
    const id = (name: string): string => context.host.idPrefix + name;
    const element = (name: string): HTMLElement | null =>
      context.root.current?.ownerDocument.getElementById(id(name)) ?? null;
    return { ...context, id, element };
  }, [context]);
}

export function useLinks(): ViewerHost['links'] {
  return useViewer().host.links;
}

import { useMemo, useRef, type ReactNode } from 'react';
import { useMounted } from '../format';
import type { ViewerHost } from './viewerHost';
import { ViewerContext } from './viewerContext';

interface ViewerProps {
  host: ViewerHost;
  /** Left out: as the element around it. */
  theme?: 'light' | 'dark';
  children: ReactNode;
}

/** Everything of the viewer is inside one of these: the element that its styles, ids and keys belong to. */
export function Viewer({ host, theme, children }: ViewerProps) {
  const root = useRef<HTMLDivElement>(null);
  const live = useMounted();
  const context = useMemo(() => ({ host, root }), [host]);
  return (
    <ViewerContext.Provider value={context}>
      <div
        ref={root}
        className="lens-viewer lens-root"
        data-theme={theme}
        // Until then styles hide what needs a script.
        data-live={live || undefined}
        tabIndex={host.keyScope === null ? -1 : undefined}
      >
        {children}
      </div>
    </ViewerContext.Provider>
  );
}

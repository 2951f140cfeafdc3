import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { Viewer, type ViewerHost } from '@lens/viewer/host';
import { createContext, useContext, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import '@lens/viewer/theme/viewer.css';
import { viewerProperties } from './viewerProperties';

interface GrafanaViewerProps {
  host: ViewerHost;
  /** What it stands on: the page itself, or a panel. */
  ground?: 'canvas' | 'primary';
  children: ReactNode;
}

const Below = createContext<HTMLElement | null>(null);

/** The element that everything of the viewer is inside, in Grafana's colours, type and corners. */
export function GrafanaViewer({ host, ground = 'primary', children }: GrafanaViewerProps) {
  const styles = useStyles2(getStyles, ground);
  const { isDark } = useTheme2();
  const [below, setBelow] = useState<HTMLElement | null>(null);
  return (
    <div className={styles.house}>
      <Viewer host={host} theme={isDark ? 'dark' : 'light'}>
        <Below.Provider value={below}>{children}</Below.Provider>
      </Viewer>
      <div ref={setBelow} />
    </div>
  );
}

/** What is Grafana's own, on the page below the viewer: inside, the viewer's styles would reach it. */
export function BelowViewer({ children }: { children: ReactNode }) {
  const below = useContext(Below);
  return below && createPortal(children, below);
}

const getStyles = (theme: GrafanaTheme2, ground: 'canvas' | 'primary') => ({
  house: css({ '& > .lens-viewer': viewerProperties(theme, ground) }),
});

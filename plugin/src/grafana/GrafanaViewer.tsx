import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { Viewer, type ViewerHost } from '@lens/viewer/host';
import type { ReactNode } from 'react';
import '@lens/viewer/theme/viewer.css';
import { viewerProperties } from './viewerProperties';

interface GrafanaViewerProps {
  host: ViewerHost;
  /** What it stands on: the page itself, or a panel. */
  ground?: 'canvas' | 'primary';
  children: ReactNode;
}

/** The element that everything of the viewer is inside, in Grafana's colours, type and corners. */
export function GrafanaViewer({ host, ground = 'primary', children }: GrafanaViewerProps) {
  const styles = useStyles2(getStyles, ground);
  const { isDark } = useTheme2();
  return (
    <div className={styles.house}>
      <Viewer host={host} theme={isDark ? 'dark' : 'light'}>
        {children}
      </Viewer>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, ground: 'canvas' | 'primary') => ({
  house: css({ '& > .lens-viewer': viewerProperties(theme, ground) }),
});

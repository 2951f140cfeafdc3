import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { Viewer, type ViewerHost } from '@lens/viewer/host';
import type { ReactNode } from 'react';
import '@lens/viewer/theme/viewer.css';
import { viewerProperties } from './viewerProperties';

/** The element that everything of the viewer is inside, in Grafana's colours, type and corners. */
export function GrafanaViewer({ host, children }: { host: ViewerHost; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const { isDark } = useTheme2();
  return (
    <div className={styles.house}>
      <Viewer host={host} theme={isDark ? 'dark' : 'light'}>
        {children}
      </Viewer>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  house: css({ '& > .lens-viewer': viewerProperties(theme) }),
});

import { PageLayoutType, type NavModelItem } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import type { ClientServices } from '@lens/client/services';
import { KeyboardSheet, useShortcuts, type ShortcutGroup } from '@lens/viewer/controls';
import { useState, type ReactNode } from 'react';
import { GrafanaViewer } from '../grafana/GrafanaViewer';
import { Failed } from './Failed';
import { Loading } from './Loading';
import type { Shown } from './pageWords';

interface AppPageProps<T> {
  services: ClientServices;
  what: Shown;
  /** Null until it is there. */
  data: T | null;
  failed: string | null;
  /** Left out on a page that has no keys of its own. */
  shortcuts?: readonly ShortcutGroup[];
  /** Below the entry of the menu, on a page that has none of its own. */
  nav?: NavModelItem;
  children: (data: T) => ReactNode;
}

/** A page of the app: on its way, failed, or the viewer with what it shows. */
export function AppPage<T>({ services, what, data, failed, shortcuts, nav, children }: AppPageProps<T>) {
  return (
    // A canvas has no head: the viewer has a title of its own, with what belongs beside it.
    <PluginPage layout={PageLayoutType.Canvas} {...(nav && { pageNav: nav })}>
      {data !== null ? (
        <GrafanaViewer host={services.host} ground="canvas">
          {children(data)}
          <Keys groups={shortcuts} />
        </GrafanaViewer>
      ) : failed !== null ? (
        <Failed what={what} why={failed} />
      ) : (
        <Loading what={what} />
      )}
    </PluginPage>
  );
}

function Keys({ groups }: { groups: readonly ShortcutGroup[] | undefined }) {
  const [open, setOpen] = useState(false);
  useShortcuts({ '?': () => setOpen(true) });
  return <KeyboardSheet groups={groups} open={open} onClose={() => setOpen(false)} />;
}

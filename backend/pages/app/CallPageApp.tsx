import { CallDetails, callKeys } from '@lens/viewer/call';
import { Shell } from '@lens/viewer/shell';
import type { CallPageData } from './pageData';
import { useCallPage } from './useCallPage';
import { usePreferences } from './usePreferences';

/** A call's page, on the server and in the browser. */
export function CallPageApp(props: CallPageData) {
  const page = useCallPage(props);
  const preferences = usePreferences(props.preferences);
  return (
    <Shell theme={preferences.data.theme} onTheme={preferences.actions.chooseTheme} shortcuts={callKeys}>
      <CallDetails
        view={page.data.view}
        bodies={page.data.bodies}
        tab={page.data.tab}
        tabHref={page.actions.tabHref}
        onTab={page.actions.openTab}
        list={page.data.list}
        onOpen={(href) => location.assign(href)}
        mode={props.preferences.mode}
        onMode={preferences.actions.keepMode}
        onCopy={copy}
      />
    </Shell>
  );
}

function copy(text: string): void {
  void navigator.clipboard.writeText(text);
}

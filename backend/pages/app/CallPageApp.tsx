import { CallDetails, callKeys } from '@lens/viewer/call';
import { CompareWith } from '@lens/viewer/compare';
import { Frame } from '../frame/Frame';
import type { CallPageData } from './pageData';
import { useCallPage } from './useCallPage';
import { usePreferences } from './usePreferences';
import { useSelection } from './useSelection';

/** A call's page, on the server and in the browser. */
export function CallPageApp(props: CallPageData) {
  const page = useCallPage(props);
  const preferences = usePreferences(props.preferences);
  const selection = useSelection();
  return (
    <Frame theme={preferences.data.theme} onTheme={preferences.actions.chooseTheme} shortcuts={callKeys}>
      <CallDetails
        view={page.data.view}
        bodies={page.data.bodies}
        tab={page.data.tab}
        tabHref={page.actions.tabHref}
        onTab={page.actions.openTab}
        list={page.data.list}
        mode={props.preferences.mode}
        onMode={preferences.actions.keepMode}
        actions={
          <CompareWith
            callId={props.view.call.callId}
            previousCallId={props.previousCallId}
            parentCallId={props.view.call.parentCallId}
            selectedCallId={selection.callIds[0] ?? null}
          />
        }
      />
    </Frame>
  );
}

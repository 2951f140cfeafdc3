import { CallsList, callsKeys } from '@lens/viewer/calls';
import { Shell } from '@lens/viewer/shell';
import type { CallsPageData } from './pageData';
import { useCallsPage } from './useCallsPage';
import { usePreferences } from './usePreferences';

/** The list of calls, on the server and in the browser. */
export function CallsPageApp(props: CallsPageData) {
  const { data, actions } = useCallsPage(props);
  const preferences = usePreferences(props.preferences);
  return (
    <Shell theme={preferences.data.theme} onTheme={preferences.actions.chooseTheme} shortcuts={callsKeys}>
      <CallsList
        page={data.page}
        filters={data.filters}
        position={data.position}
        newer={data.newer}
        failed={data.failed}
        publicUrl={props.publicUrl}
        onFilters={actions.filter}
        onRefresh={actions.refresh}
      />
    </Shell>
  );
}

import { CallsList, callsKeys } from '@lens/viewer/calls';
import { Frame } from '../frame/Frame';
import type { CallsPageData } from './pageData';
import { useCallsPage } from './useCallsPage';
import { usePreferences } from './usePreferences';
import { useSelection } from './useSelection';

/** The list of calls, on the server and in the browser. */
export function CallsPageApp(props: CallsPageData) {
  const { data, actions } = useCallsPage(props);
  const preferences = usePreferences(props.preferences);
  const selection = useSelection();
  return (
    <Frame theme={preferences.data.theme} onTheme={preferences.actions.chooseTheme} shortcuts={callsKeys} current="/">
      <CallsList
        page={data.page}
        filters={data.filters}
        position={data.position}
        newer={data.newer}
        failed={data.failed}
        publicUrl={props.publicUrl}
        columns={preferences.data.columns}
        selection={selection}
        onFilters={actions.filter}
        onRefresh={actions.refresh}
        onColumns={preferences.actions.chooseColumns}
      />
    </Frame>
  );
}

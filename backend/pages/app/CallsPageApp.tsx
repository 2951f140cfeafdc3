import { useCallsList } from '@lens/client/calls';
import { useSelection } from '@lens/client/kept';
import { CallsList, callsKeys } from '@lens/viewer/calls';
import { Frame } from '../frame/Frame';
import type { CallsPageData } from './pageData';
import { pageServices } from './pageServices';
import { usePagePreferences } from './usePagePreferences';

/** The list of calls, on the server and in the browser. */
export function CallsPageApp({ publicUrl, preferences: kept, signedInAs, ...first }: CallsPageData) {
  const { data, actions } = useCallsList(first, pageServices);
  const preferences = usePagePreferences(kept);
  const selection = useSelection(pageServices.storage);
  return (
    <Frame
      theme={preferences.data.theme}
      onTheme={preferences.actions.chooseTheme}
      shortcuts={callsKeys}
      current="/"
      signedInAs={signedInAs}
    >
      <CallsList
        {...(data.shown ?? first)}
        newer={data.newer}
        failed={data.failed}
        publicUrl={publicUrl}
        columns={preferences.data.columns}
        selection={selection}
        onFilters={actions.filter}
        onOrder={actions.sort}
        onRefresh={actions.refresh}
        onColumns={preferences.actions.chooseColumns}
      />
    </Frame>
  );
}

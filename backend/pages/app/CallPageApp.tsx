import { useCall } from '@lens/client/call';
import { useSelection } from '@lens/client/kept';
import { CallDetails, callKeys, GiveScore } from '@lens/viewer/call';
import { CompareWith } from '@lens/viewer/compare';
import { Frame } from '../frame/Frame';
import type { CallPageData } from './pageData';
import { pageServices } from './pageServices';
import { usePagePreferences } from './usePagePreferences';

/** A call's page, on the server and in the browser. */
export function CallPageApp({
  view: first,
  complete,
  tab,
  previousCallId,
  mayScore,
  preferences: kept,
  signedInAs,
}: CallPageData) {
  const { callId, parentCallId } = first.call;
  const { data, actions } = useCall({ callId, first: { view: first, complete }, tab }, pageServices);
  const preferences = usePagePreferences(kept);
  const selection = useSelection(pageServices.storage);
  return (
    <Frame
      theme={preferences.data.theme}
      onTheme={preferences.actions.chooseTheme}
      shortcuts={callKeys}
      signedInAs={signedInAs}
    >
      <CallDetails
        view={data.view ?? first}
        bodies={data.bodies}
        tab={data.tab}
        tabHref={actions.tabHref}
        onTab={actions.openTab}
        list={data.list}
        mode={kept.mode}
        onMode={preferences.actions.chooseMode}
        actions={
          <>
            {mayScore && <GiveScore onGive={(score) => actions.giveScore(score, fetch)} />}
            <CompareWith
              callId={callId}
              previousCallId={previousCallId}
              parentCallId={parentCallId}
              selectedCallId={selection.callIds[0] ?? null}
            />
          </>
        }
      />
    </Frame>
  );
}

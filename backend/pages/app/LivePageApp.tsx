import { useActivity } from '@lens/client/live';
import { LiveFeed, liveKeys } from '@lens/viewer/live';
import { Frame } from '../frame/Frame';
import type { LivePageData } from './pageData';
import { pageServices } from './pageServices';
import { usePagePreferences } from './usePagePreferences';

/** What happens to calls now, on the server (where nothing is known yet) and in the browser. */
export function LivePageApp({ filters, publicUrl, preferences: kept, signedInAs }: LivePageData) {
  const { data, actions } = useActivity(filters, pageServices);
  const preferences = usePagePreferences(kept);
  return (
    <Frame
      theme={preferences.data.theme}
      onTheme={preferences.actions.chooseTheme}
      shortcuts={liveKeys}
      current="/v2/activity/monitor"
      signedInAs={signedInAs}
    >
      <noscript>
        <p className="lens-banner">What happens now needs JavaScript. The list of calls does not.</p>
      </noscript>
      <LiveFeed
        {...data}
        publicUrl={publicUrl}
        onFilters={actions.filter}
        onPause={actions.pause}
        onGoOn={actions.goOn}
        onClear={actions.clear}
        onRetry={actions.retry}
      />
    </Frame>
  );
}

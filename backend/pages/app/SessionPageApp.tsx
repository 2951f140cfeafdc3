import { useSession } from '@lens/client/sessions';
import { SessionDetails } from '@lens/viewer/sessions';
import { Frame } from '../frame/Frame';
import type { SessionPageData } from './pageData';
import { pageServices } from './pageServices';
import { usePagePreferences } from './usePagePreferences';

/** A conversation with its turns, on the server and in the browser. */
export function SessionPageApp({ page: first, place, preferences: kept, signedInAs }: SessionPageData) {
  const { data, actions } = usePagePreferences(kept);
  const { sessionId } = first.session;
  const { page } = useSession({ sessionId, place, first }, pageServices).data;
  return (
    <Frame theme={data.theme} onTheme={actions.chooseTheme} signedInAs={signedInAs}>
      <SessionDetails page={page ?? first} place={place} />
    </Frame>
  );
}

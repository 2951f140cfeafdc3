import { useSessions } from '@lens/client/sessions';
import { SessionsList } from '@lens/viewer/sessions';
import { Frame } from '../frame/Frame';
import type { SessionsPageData } from './pageData';
import { pageServices } from './pageServices';
import { usePagePreferences } from './usePagePreferences';

/** Conversations, on the server and in the browser. */
export function SessionsPageApp({ page: first, shown, preferences: kept, signedInAs }: SessionsPageData) {
  const { data, actions } = usePagePreferences(kept);
  const { page } = useSessions({ shown, first }, pageServices).data;
  return (
    <Frame theme={data.theme} onTheme={actions.chooseTheme} current="/sessions" signedInAs={signedInAs}>
      <SessionsList page={page ?? first} shown={shown} />
    </Frame>
  );
}

import { ErrorGroups } from '@lens/viewer/errors';
import { Frame } from '../frame/Frame';
import type { ErrorsPageData } from './pageData';
import { usePagePreferences } from './usePagePreferences';

/** Errors that are the same, each once, on the server and in the browser. */
export function ErrorsPageApp({ groups, shown, preferences: kept, signedInAs }: ErrorsPageData) {
  const { data, actions } = usePagePreferences(kept);
  return (
    <Frame theme={data.theme} onTheme={actions.chooseTheme} current="/errors" signedInAs={signedInAs}>
      <ErrorGroups groups={groups} shown={shown} />
    </Frame>
  );
}

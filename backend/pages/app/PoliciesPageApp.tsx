import { PoliciesList } from '@lens/viewer/policies';
import { Frame } from '../frame/Frame';
import type { PoliciesPageData } from './pageData';
import { usePagePreferences } from './usePagePreferences';

/** The gateway's policies, on the server and in the browser. */
export function PoliciesPageApp({ list, preferences: kept, signedInAs }: PoliciesPageData) {
  const { data, actions } = usePagePreferences(kept);
  return (
    <Frame theme={data.theme} onTheme={actions.chooseTheme} current="/policies" signedInAs={signedInAs}>
      <PoliciesList list={list} />
    </Frame>
  );
}

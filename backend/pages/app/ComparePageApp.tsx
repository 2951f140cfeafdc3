import { useComparison } from '@lens/client/compare';
import { ChooseCalls, CompareCalls, compareKeys } from '@lens/viewer/compare';
import type { DiffMode } from '@lens/viewer/diff';
import { Frame } from '../frame/Frame';
import type { ComparedCalls, ComparePageData } from './pageData';
import { pageServices } from './pageServices';
import { usePagePreferences } from './usePagePreferences';

/** The page that compares two calls, on the server and in the browser. */
export function ComparePageApp({ compared, asked, preferences: kept, signedInAs }: ComparePageData) {
  const { data, actions } = usePagePreferences(kept);
  return (
    <Frame
      theme={data.theme}
      onTheme={actions.chooseTheme}
      shortcuts={compareKeys}
      current="/compare"
      signedInAs={signedInAs}
    >
      {compared === null ? (
        <ChooseCalls a={asked.a} b={asked.b} problem={asked.problem} />
      ) : (
        <Compared {...compared} mode={kept.mode} onMode={actions.chooseMode} />
      )}
    </Frame>
  );
}

type ComparedProps = ComparedCalls & { mode: DiffMode | null; onMode: (mode: DiffMode) => void };

function Compared({ mode, onMode, choice, ...first }: ComparedProps) {
  const { comparison, bodies } = useComparison({ choice, first }, pageServices).data;
  return (
    <CompareCalls
      // The diff reads its bodies once: those that come later are another diff.
      key={bodies === 'ready' ? 'whole' : 'first'}
      comparison={comparison ?? first.comparison}
      choice={choice}
      bodies={bodies}
      mode={mode}
      onMode={onMode}
    />
  );
}

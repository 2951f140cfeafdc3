import { ChooseCalls, CompareCalls, compareKeys } from '@lens/viewer/compare';
import { Frame } from '../frame/Frame';
import type { ComparedCalls, ComparePageData } from './pageData';
import { useComparePage } from './useComparePage';
import { usePreferences } from './usePreferences';

/** The page that compares two calls, on the server and in the browser. */
export function ComparePageApp({ compared, asked, preferences: kept }: ComparePageData) {
  const preferences = usePreferences(kept);
  return (
    <Frame
      theme={preferences.data.theme}
      onTheme={preferences.actions.chooseTheme}
      shortcuts={compareKeys}
      current="/compare"
    >
      {compared === null ? (
        <ChooseCalls a={asked.a} b={asked.b} problem={asked.problem} />
      ) : (
        <Compared {...compared} mode={kept.mode} onMode={preferences.actions.keepMode} />
      )}
    </Frame>
  );
}

type ComparedProps = ComparedCalls & {
  mode: ComparePageData['preferences']['mode'];
  onMode: ReturnType<typeof usePreferences>['actions']['keepMode'];
};

function Compared({ mode, onMode, ...compared }: ComparedProps) {
  const { comparison, bodies } = useComparePage(compared).data;
  return (
    <CompareCalls
      // The diff reads its bodies once: those that come later are another diff.
      key={bodies === 'ready' ? 'whole' : 'first'}
      comparison={comparison}
      choice={compared.choice}
      bodies={bodies}
      mode={mode}
      onMode={onMode}
    />
  );
}

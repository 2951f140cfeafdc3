import { useComparison } from '@lens/client/compare';
import { readComparedShape, type CompareChoice } from '@lens/viewer/address';
import { ChooseCalls, CompareCalls, compareKeys } from '@lens/viewer/compare';
import { useLocation } from 'react-router-dom';
import { AppPage } from '../components/AppPage';
import type { PageProps } from '../components/PageProps';
import { useGrafanaPreferences } from '../grafana/useGrafanaPreferences';

/** Two calls side by side, or a form that asks for them. */
export default function ComparePage({ services }: PageProps) {
  const params = new URLSearchParams(useLocation().search);
  const [a, b] = [params.get('a')?.trim() ?? '', params.get('b')?.trim() ?? ''];
  if (a === '' || b === '') {
    return (
      <AppPage services={services} what="calls" data={{ a, b }} failed={null} shortcuts={compareKeys}>
        {(asked) => <ChooseCalls {...asked} problem={null} />}
      </AppPage>
    );
  }
  const choice = { a, b, ...readComparedShape(params) };
  return <Compared key={JSON.stringify(choice)} choice={choice} services={services} />;
}

function Compared({ choice, services }: Pick<PageProps, 'services'> & { choice: CompareChoice }) {
  const { comparison, bodies } = useComparison({ choice, first: null }, services).data;
  const { data, actions } = useGrafanaPreferences();
  return (
    <AppPage
      services={services}
      what="comparison"
      data={comparison}
      failed={typeof bodies === 'object' ? bodies.failed : null}
      shortcuts={compareKeys}
    >
      {(compared) => (
        <CompareCalls
          comparison={compared}
          choice={choice}
          bodies={bodies}
          mode={data.mode}
          onMode={actions.chooseMode}
        />
      )}
    </AppPage>
  );
}

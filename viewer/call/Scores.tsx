import type { CallView } from '@lens/core/api';
import { Facts, type Fact } from '../facts';

/** What was said of the call afterwards, by whom. */
export function Scores({ view: { scores } }: { view: CallView }) {
  if (scores.length === 0) return null;
  const facts = scores.map(({ name, value, comment, scorer }): Fact => ({
    name: `${name}, by ${scorer}`,
    value: comment === null ? String(value) : `${value}: ${comment}`,
  }));
  return (
    <section>
      <h2>Scores</h2>
      <Facts facts={facts} as="column" />
    </section>
  );
}

import type { ReactNode } from 'react';
import { Time, VisibleText } from '../format';
import { testIds } from '../testIds';

/** One fact of two things. */
export interface SharedFact {
  name: string;
  a: string | null;
  b: string | null;
  /** What a null says. */
  missing: string;
  /** The values are moments, as ISO times. */
  isTime?: boolean;
  differs: boolean;
  /** The difference in words; null where both are there to be read. */
  words: string | null;
}

export interface FactTableProps {
  as: 'table';
  facts: readonly SharedFact[];
  /** What names either thing, and a name for the table. */
  heads: { a: ReactNode; b: ReactNode };
  label: string;
}

/** What is known of two things side by side; what differs has a sign and, where it can be said, the difference in words. */
export function FactTable({ facts, heads, label }: FactTableProps) {
  return (
    <div className="lens-scroll lens-fact-box" tabIndex={0} role="region" aria-label={label}>
      <table className="lens-table lens-fact-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="lens-unseen">Fact</span>
            </th>
            <th scope="col">{heads.a}</th>
            <th scope="col">{heads.b}</th>
            <th scope="col">Difference, from A to B</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <FactRow key={fact.name} {...fact} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FactRow({ name, a, b, missing, isTime = false, differs, words }: SharedFact) {
  return (
    <tr data-differs={differs}>
      <th scope="row">{name}</th>
      {[a, b].map((text, index) => (
        <td key={index}>
          <Value text={text} missing={missing} isTime={isTime} />
        </td>
      ))}
      <td className="lens-fact-difference" data-testid={testIds.compare.difference}>
        {differs && (
          <b>
            <span aria-hidden="true">≠</span>
            <span className="lens-unseen">differs</span>
          </b>
        )}{' '}
        {words}
      </td>
    </tr>
  );
}

function Value({ text, missing, isTime }: { text: string | null; missing: string; isTime: boolean }) {
  if (text === null) return <span className="lens-dim">{missing}</span>;
  return isTime ? <Time at={text} /> : <VisibleText text={text} />;
}

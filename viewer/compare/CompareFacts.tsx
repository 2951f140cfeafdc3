import type { Call } from '@lens/core/api';
import { CopyButton } from '../controls';
import { Time, VisibleText } from '../format';
import { useLinks } from '../host';
import { testIds } from '../testIds';
import { comparedFacts, type ComparedFact } from './comparedFacts';

interface CompareFactsProps {
  a: Call;
  b: Call;
}

/** Two calls' figures side by side; those that differ have a sign and, where it can be said, the difference in words. */
export function CompareFacts({ a, b }: CompareFactsProps) {
  return (
    <div className="lens-scroll" tabIndex={0} role="region" aria-label="Figures of both calls">
      <table className="lens-table lens-compared">
        <thead>
          <tr>
            <th scope="col">
              <span className="lens-unseen">Fact</span>
            </th>
            <CallColumn name="A" call={a} />
            <CallColumn name="B" call={b} />
            <th scope="col">Difference, from A to B</th>
          </tr>
        </thead>
        <tbody>
          {comparedFacts(a, b).map((fact) => (
            <FactRow key={fact.name} fact={fact} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CallColumn({ name, call }: { name: string; call: Call }) {
  const to = useLinks();
  return (
    <th scope="col">
      <b className="lens-compared-name">{name}</b> <a href={to.call(call.callId)}>{call.callId}</a>
      <CopyButton text={call.callId} what={`id of call ${name}`} />
    </th>
  );
}

function FactRow({ fact }: { fact: ComparedFact }) {
  const { name, a, b, differs, words, missing } = fact;
  return (
    <tr data-differs={differs}>
      <th scope="row">{name}</th>
      <td>{name === 'Started' && a !== null ? <Time at={a} /> : <Value text={a} missing={missing} />}</td>
      <td>{name === 'Started' && b !== null ? <Time at={b} /> : <Value text={b} missing={missing} />}</td>
      <td className="lens-compared-difference" data-testid={testIds.compare.difference}>
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

function Value({ text, missing }: { text: string | null; missing: ComparedFact['missing'] }) {
  return text === null ? <span className="lens-dim">{missing}</span> : <VisibleText text={text} />;
}

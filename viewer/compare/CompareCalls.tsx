import type { CallComparison, ComparedSide } from '@lens/core/api';
import { useMemo } from 'react';
import type { CompareChoice } from '../address';
import { absentBody, hidden } from '../call/missingBody';
import { ChangesView, type DiffMode } from '../diff';
import { VisibleText } from '../format';
import { useLinks } from '../host';
import { CompareFacts } from './CompareFacts';
import { ComparePicker } from './ComparePicker';
import { comparisonHeadline } from './comparisonHeadline';

export interface CompareCallsProps {
  comparison: CallComparison;
  choice: CompareChoice;
  /** `ready`, or why the bodies are not there: still on their way, or the words of what went wrong. */
  bodies: 'ready' | 'loading' | { failed: string };
  mode: DiffMode | null;
  onMode: (mode: DiffMode) => void;
}

/** Two calls: their figures side by side, then what differs between their requests and between their answers. */
export function CompareCalls(props: CompareCallsProps) {
  const { comparison, choice, bodies } = props;
  const to = useLinks();
  const { a, b } = comparison;
  return (
    <div className="lens-compare">
      <div className="lens-compare-head">
        <h1 className="lens-page-title">
          <span className="lens-compare-names">
            <VisibleText text={nameOf(a)} /> <span className="lens-dim">and</span> <VisibleText text={nameOf(b)} />
          </span>
        </h1>
        <a className="lens-button lens-no-print" href={to.compare({ ...choice, a: choice.b, b: choice.a })}>
          ⇄ Swap A and B
        </a>
      </div>
      <p>{comparisonHeadline(comparison, bodies === 'ready')}</p>
      <details className="lens-more lens-no-print">
        <summary>Other calls</summary>
        <ComparePicker a={choice.a} b={choice.b} problem={null} />
      </details>
      <CompareFacts a={a} b={b} />
      <Choices choice={choice} />
      <Bodies {...props} />
    </div>
  );
}

function nameOf({ requestedModel, finalModel, endpoint }: CallComparison['a']): string {
  return finalModel ?? requestedModel ?? endpoint;
}

function Bodies({ comparison, choice, bodies, mode, onMode }: CompareCallsProps) {
  const { request, response } = comparison;
  const views = useMemo(() => ({ request: viewOf(request), response: viewOf(response) }), [request, response]);
  if (bodies === 'loading') {
    return (
      <p className="lens-waiting" role="status">
        Loading the bodies…
      </p>
    );
  }
  if (bodies !== 'ready') {
    return (
      <p className="lens-panel-note" role="alert">
        The bodies could not be loaded: {bodies.failed}
      </p>
    );
  }
  return (
    <ChangesView
      request={views.request}
      response={views.response}
      events={[]}
      missing={{
        request: missing(comparison, choice, 'request'),
        response: missing(comparison, choice, 'response'),
      }}
      words={callWords}
      mode={mode}
      onMode={onMode}
      fileStem="compared"
    />
  );
}

const callWords = { left: 'A', right: 'B', same: 'the same', one: 'difference' } as const;

function viewOf({ a, b, diff, masked }: ComparedSide) {
  return { original: a, final: b, diff, masked, finalBytes: null };
}

/** Why a side shows less than two bodies in the shape that was asked for; null where it does not. */
function missing(comparison: CallComparison, choice: CompareChoice, direction: 'request' | 'response'): string | null {
  const side = comparison[direction];
  const lacks = (['a', 'b'] as const).flatMap((name) => {
    if (side[name] !== null || side.diff !== null) return [];
    return [`${name.toUpperCase()}: ${side.masked ? hidden : absentBody(comparison[name], direction)}`];
  });
  if (lacks.length > 0) return lacks.join(' ');
  return choice.as === 'messages' && side.as === 'bodies'
    ? 'One of them is no conversation: the bodies are compared as they are.'
    : null;
}

/** What is compared, as links: each comparison has an address. */
function Choices({ choice }: { choice: CompareChoice }) {
  const to = useLinks();
  const link = (label: string, change: Partial<CompareChoice>, current: boolean) => (
    <a className="lens-button" href={to.compare({ ...choice, ...change })} aria-current={current ? 'true' : undefined}>
      {label}
    </a>
  );
  return (
    <div className="lens-toolbar lens-compare-choices">
      <nav aria-label="Which bodies">
        {link('After the policies', { of: 'final' }, choice.of === 'final')}
        {link('Before the policies', { of: 'original' }, choice.of === 'original')}
      </nav>
      <nav aria-label="In which shape">
        {link('As messages', { as: 'messages' }, choice.as === 'messages')}
        {link('Whole bodies', { as: 'bodies' }, choice.as === 'bodies')}
      </nav>
    </div>
  );
}

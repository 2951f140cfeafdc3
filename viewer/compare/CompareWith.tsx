import { closeOnEscape } from '../controls';
import { useLinks } from '../host';
import { useChosenCalls } from './useChosenCalls';

export interface CompareWithProps {
  callId: string;
  /** The call before it in the same session; null without one. */
  previousCallId: string | null;
  /** The call it replays; null for a call of its own. */
  parentCallId: string | null;
  /** A call selected in the list, waiting for a second one. */
  selectedCallId: string | null;
}

/** On a call's page: opens a comparison with a call that is near, or with one that is named. */
export function CompareWith({ callId, previousCallId, parentCallId, selectedCallId }: CompareWithProps) {
  const to = useLinks();
  const onSubmit = useChosenCalls();
  const near: [label: string, other: string | null][] = [
    ['Previous call of this session', previousCallId],
    ['The call that this one replays', parentCallId],
    ['The call selected in the list', selectedCallId === callId ? null : selectedCallId],
  ];
  return (
    <details className="lens-menu" onKeyDown={closeOnEscape}>
      <summary className="lens-button">Compare with…</summary>
      <div className="lens-menu-body">
        {near.map(
          ([label, other]) =>
            other !== null && (
              <a key={label} href={to.compare({ a: other, b: callId })}>
                {label}
              </a>
            ),
        )}
        <form method="get" action={to.compare()} onSubmit={onSubmit}>
          <label>
            <span className="lens-dim">Another call</span>
            <input
              name="a"
              required
              spellCheck={false}
              autoComplete="off"
              placeholder="call id, or its page’s address"
            />
          </label>
          <input type="hidden" name="b" value={callId} />
          <button type="submit" className="lens-button">
            Compare
          </button>
        </form>
      </div>
    </details>
  );
}

import type { Chip } from './chips';

/** Names of the policies behind a change; a click opens what the policy said about it. */
export function ChipList({ chips }: { chips: readonly Chip[] }) {
  if (chips.length === 0) return null;
  return (
    <span className="lens-diff-chips">
      {chips.map((chip) =>
        chip.event === null ? (
          <span key={chip.policy} className="lens-chip" title={chip.policy}>
            <ChipText chip={chip} />
          </span>
        ) : (
          <button
            key={chip.policy}
            type="button"
            className="lens-chip"
            data-do="event"
            data-event={chip.event}
            title={`What ${chip.policy} said about this change`}
          >
            <span className="lens-unseen">Changed by </span>
            <ChipText chip={chip} />
            <span className="lens-unseen">: open its event</span>
          </button>
        ),
      )}
    </span>
  );
}

function ChipText({ chip }: { chip: Chip }) {
  return (
    <>
      {chip.policy}
      {chip.detail !== null && <span className="lens-diff-chip-detail"> · {chip.detail}</span>}
    </>
  );
}

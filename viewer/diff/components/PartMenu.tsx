import type { Part } from './copyParts';

interface PartMenuProps {
  label: string;
  parts: readonly Part[];
  onPart: (part: Part) => void;
}

const names: Record<Part, string> = { original: 'Original', final: 'Final', diff: 'Diff' };

/** A small menu over the bodies of a side; it works and closes without a script too. */
export function PartMenu({ label, parts, onPart }: PartMenuProps) {
  return (
    <details
      className="lens-diff-menu"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary className="lens-button">{label}</summary>
      <div className="lens-diff-menu-items">
        {parts.map((part) => (
          <button
            key={part}
            type="button"
            className="lens-diff-menu-item"
            onClick={(event) => {
              onPart(part);
              event.currentTarget.closest('details')?.removeAttribute('open');
            }}
          >
            {names[part]}
          </button>
        ))}
      </div>
    </details>
  );
}

import { partName, type Part } from './copyParts';
import type { DiffWords } from './diffWords';

interface PartMenuProps {
  label: string;
  parts: readonly Part[];
  words: DiffWords;
  onPart: (part: Part) => void;
}

/** A small menu over the bodies of a side; it works and closes without a script too. */
export function PartMenu({ label, parts, words, onPart }: PartMenuProps) {
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
            {capitalised(partName(part, words))}
          </button>
        ))}
      </div>
    </details>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

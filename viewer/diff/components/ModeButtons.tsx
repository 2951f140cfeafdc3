import type { DiffMode } from '../state';

const modes: readonly (readonly [mode: DiffMode, label: string, key: string])[] = [
  ['side', 'Side by side', 's'],
  ['unified', 'Unified', 'u'],
  ['changes', 'Changes only', 'c'],
];

/** `mode` is null until the width is known that decides it. */
export function ModeButtons({ mode, onMode }: { mode: DiffMode | null; onMode: (mode: DiffMode) => void }) {
  return (
    <div className="lens-diff-modes" role="group" aria-label="View">
      {modes.map(([value, label, key]) => (
        <button
          key={value}
          type="button"
          className="lens-button"
          aria-pressed={mode === value}
          aria-keyshortcuts={key}
          title={`${label} (${key})`}
          onClick={() => onMode(value)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

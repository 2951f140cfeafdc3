import { useState, type ReactNode } from 'react';
import { KeyboardSheet, type ShortcutGroup } from './KeyboardSheet';
import { ThemeToggle, type Theme } from './ThemeToggle';
import { useShortcuts } from './useShortcuts';

interface ShellProps {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  shortcuts: readonly ShortcutGroup[];
  /** Address of the page in the top bar that this is. */
  current?: '/' | '/compare';
  children: ReactNode;
}

const pages = [
  ['/', 'Calls'],
  ['/compare', 'Compare'],
] as const;

/** What stands around every page: name, theme, the sheet of keys. */
export function Shell({ theme, onTheme, shortcuts, current, children }: ShellProps) {
  const [sheetOpen, setSheetOpen] = useState(false);
  useShortcuts({ '?': () => setSheetOpen(true) });
  return (
    <div className="lens lens-shell">
      <a className="lens-skip" href="#main">
        Skip to content
      </a>
      <header className="lens-topbar lens-no-print">
        <a className="lens-brand" href="/">
          <Mark />
          Luthien Lens
        </a>
        <nav aria-label="Pages">
          {pages.map(([href, name]) => (
            <a key={href} href={href} aria-current={href === current ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <div className="lens-topbar-end">
          <ThemeToggle theme={theme} onTheme={onTheme} />
          <button
            type="button"
            className="lens-button lens-quiet"
            title="Keyboard (?)"
            aria-label="Keyboard shortcuts"
            onClick={() => setSheetOpen(true)}
          >
            <kbd aria-hidden="true">?</kbd>
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <KeyboardSheet groups={shortcuts} open={sheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}

/** Two lines seen through a lens, the lower one changed. */
function Mark() {
  return (
    <svg className="lens-mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M4.5 6.5h7" stroke="currentColor" strokeWidth="1.5" />
      <path className="lens-mark-changed" d="M4.5 9.5h4.5" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}

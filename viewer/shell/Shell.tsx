import { useState, type ReactNode } from 'react';
import { KeyboardSheet, type ShortcutGroup } from './KeyboardSheet';
import { ThemeToggle, type Theme } from './ThemeToggle';
import { Topbar } from './Topbar';
import { useShortcuts } from './useShortcuts';

interface ShellProps {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  shortcuts: readonly ShortcutGroup[];
  /** Address of the page in the top bar that this is. */
  current?: '/' | '/compare';
  children: ReactNode;
}

/** What stands around every page: name, theme, the sheet of keys. */
export function Shell({ theme, onTheme, shortcuts, current, children }: ShellProps) {
  const [sheetOpen, setSheetOpen] = useState(false);
  useShortcuts({ '?': () => setSheetOpen(true) });
  return (
    <div className="lens-viewer lens-root lens-shell">
      <a className="lens-skip" href="#main">
        Skip to content
      </a>
      <Topbar current={current}>
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
      </Topbar>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <KeyboardSheet groups={shortcuts} open={sheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}

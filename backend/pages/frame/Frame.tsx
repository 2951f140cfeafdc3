import { KeyboardSheet, useShortcuts, type ShortcutGroup } from '@lens/viewer/controls';
import { Viewer } from '@lens/viewer/host';
import { useState, type ReactNode } from 'react';
import { pageHost } from '../app/pageHost';
import { SignOut } from './SignOut';
import { ThemeToggle, type Theme } from './ThemeToggle';
import { Topbar, type PagePath } from './Topbar';

interface FrameProps {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  /** Left out on a page that has no keys of its own. */
  shortcuts?: readonly ShortcutGroup[];
  /** Address of the page in the top bar that this is. */
  current?: PagePath;
  /** Null for who has nothing to sign out of. */
  signedInAs: string | null;
  children: ReactNode;
}

/** What stands around every page: name, theme, the sheet of keys. */
export function Frame(props: FrameProps) {
  return (
    <Viewer host={pageHost}>
      <Framed {...props} />
    </Viewer>
  );
}

function Framed({ theme, onTheme, shortcuts, current, signedInAs, children }: FrameProps) {
  const [sheetOpen, setSheetOpen] = useState(false);
  useShortcuts({ '?': () => setSheetOpen(true) });
  return (
    <div className="lens-frame">
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
        {signedInAs !== null && <SignOut name={signedInAs} />}
      </Topbar>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <KeyboardSheet groups={shortcuts} open={sheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}

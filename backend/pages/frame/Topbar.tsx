import { testIds } from '@lens/viewer/testIds';
import type { ReactNode } from 'react';

interface TopbarProps {
  /** Address of the page in it that this is. */
  current?: PagePath | undefined;
  /** At its end. */
  children?: ReactNode;
}

const pages = [
  ['/', 'Calls'],
  ['/v2/activity/monitor', 'Live'],
  ['/sessions', 'Sessions'],
  ['/policies', 'Policies'],
  ['/errors', 'Errors'],
  ['/compare', 'Compare'],
] as const;

export type PagePath = (typeof pages)[number][0];

/** The product's name and its pages. */
export function Topbar({ current, children }: TopbarProps) {
  return (
    <header className="lens-topbar lens-no-print" data-testid={testIds.page.topbar}>
      <a className="lens-brand" href="/">
        <Mark />
        <span>Luthien Lens</span>
      </a>
      <nav aria-label="Pages">
        {pages.map(([href, name]) => (
          <a key={href} href={href} aria-current={href === current ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      {children}
    </header>
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

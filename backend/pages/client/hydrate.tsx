import { parseJson } from '@lens/core/json';
import './withoutEval';
import { useEffect, type ComponentType, type ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';

/** Takes over a page that the server rendered from the data embedded in it, in the form that `read` turns it into. */
export function hydrate<Data extends object>(App: ComponentType<Data>, read: (sent: unknown) => Data): void {
  const root = document.getElementById('app');
  const data = document.getElementById('data')?.textContent;
  if (!root || data === undefined) throw new Error('This page holds no app and no data.');
  hydrateRoot(
    root,
    <Live>
      <App {...read(parseJson(data))} />
    </Live>,
  );
}

/** Marks the document once its buttons work; until then styles hide those that need JavaScript. */
function Live({ children }: { children: ReactNode }) {
  useEffect(() => {
    document.documentElement.dataset['live'] = '';
  }, []);
  return children;
}

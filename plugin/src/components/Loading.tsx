import { LoadingPlaceholder } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { testIds } from '../testIds';
import { loadingWords, type Shown } from './pageWords';

/** What is there before that only flickers. */
const unseenMs = 200;

/** Says that something is on its way, once it takes long enough to be noticed. */
export function Loading({ what }: { what: Shown }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), unseenMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div data-testid={testIds.loading} aria-busy="true">
      {isLong && <LoadingPlaceholder text={loadingWords(what)} />}
    </div>
  );
}
